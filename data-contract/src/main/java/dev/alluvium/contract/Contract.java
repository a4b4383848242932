// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import java.util.List;
import java.util.Map;

/**
 * What the owner of some data promises about it.
 *
 * @param agreements about the service, as freshness
 * @see <a href="https://bitol-io.github.io/open-data-contract-standard/v3.1.0/">Open Data Contract Standard, v3.1</a>
 */
public record Contract(String id, String version, String status, List<DataSet> dataSets, List<Agreement> agreements) {
    public Contract {
        dataSets = List.copyOf(dataSets);
        agreements = List.copyOf(agreements);
    }

    /**
     * A table, or what becomes one.
     *
     * @param path where it stands in the contract
     * @param custom what the standard has no word for, by name
     */
    public record DataSet(
            String path,
            String name,
            String physicalName,
            List<Property> properties,
            List<Quality> qualities,
            List<String> relationships,
            Map<String, Object> custom) {
        public DataSet {
            properties = List.copyOf(properties);
            qualities = List.copyOf(qualities);
            relationships = List.copyOf(relationships);
            custom = Map.copyOf(custom);
        }
    }

    /**
     * One value of a record.
     *
     * @param path where it stands in the contract
     * @param field the way from the record to it, with {@code [*]} for the elements of an array
     * @param logicalType as the standard names it, empty if it is not said
     * @param options of that type, by name
     * @param inside of an object, or the elements of an array
     */
    public record Property(
            String path,
            String field,
            String logicalType,
            boolean isRequired,
            boolean isUnique,
            boolean isKey,
            String classification,
            Map<String, Object> options,
            List<Quality> qualities,
            List<String> relationships,
            List<Property> inside,
            Map<String, Object> custom) {
        public Property {
            options = Map.copyOf(options);
            qualities = List.copyOf(qualities);
            relationships = List.copyOf(relationships);
            inside = List.copyOf(inside);
            custom = Map.copyOf(custom);
        }
    }

    /**
     * A rule that the contract states by itself.
     *
     * @param path where it stands in the contract
     * @param type {@code library}, {@code sql}, {@code custom} or {@code text}
     * @param metric of the library; of another engine its name
     * @param operator as {@code mustBe}, empty if there is none
     * @param threshold what the operator compares with, empty if there is none
     * @param text the query, the implementation as a text, or the description
     * @param arguments of the metric or of the implementation
     */
    public record Quality(
            String path,
            String name,
            String type,
            String metric,
            String operator,
            String threshold,
            String unit,
            String text,
            Map<String, Object> arguments,
            Map<String, Object> custom) {
        public Quality {
            arguments = Map.copyOf(arguments);
            custom = Map.copyOf(custom);
        }

        /** Whether no value at all may violate it. */
        boolean allowsNone() {
            boolean isZero =
                    List.of("mustBe", "mustBeLessOrEqualTo").contains(operator) && threshold.matches("0(\\.0+)?");
            boolean isBelowOne =
                    operator.equals("mustBeLessThan") && threshold.matches("1(\\.0+)?") && !unit.equals("percent");
            return isZero || isBelowOne;
        }
    }

    /** A property of the service, with its value and unit as a text. */
    public record Agreement(String path, String property, String value) {}
}
