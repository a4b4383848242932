// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One table to promote. What is not said is found in the table, if it holds Debezium's change events.
 *
 * <p>Named and meant as the arguments of AUTO CDC are.
 *
 * @param source the path of the bronze table
 * @param target the path of the table of the current state; the history stands beside it, as {@code <target>_history}
 * @param keys the columns that tell rows apart
 * @param sequenceBy SQL expressions that order the events of a row, the first first; Kafka's offset breaks ties
 * @param applyAsDeletes an SQL condition of events that end a row
 * @param applyAsTruncates an SQL condition of events that end every row
 * @param ignoreNullUpdates whether null means that a value stays as it was
 * @param columnList the columns to take; all if there are none
 * @param exceptColumnList the columns to leave out
 * @param storedAsScdType 1, 2 or both
 * @param trackHistoryColumnList the columns of which each difference makes a version; all if there are none
 * @param trackHistoryExceptColumnList the columns of which a difference makes none
 * @param types SQL types for columns, by name, in place of what bronze has
 * @param epoch raised by whoever has reset a source so that its positions begin anew
 * @param properties of the target, by name
 */
public record Promoted(
        @JsonProperty(required = true) String source,
        @JsonProperty(required = true) String target,
        List<String> keys,
        @JsonProperty("sequence_by") List<String> sequenceBy,
        @JsonProperty("apply_as_deletes") String applyAsDeletes,
        @JsonProperty("apply_as_truncates") String applyAsTruncates,
        @JsonProperty("ignore_null_updates") boolean ignoreNullUpdates,
        @JsonProperty("column_list") List<String> columnList,
        @JsonProperty("except_column_list") List<String> exceptColumnList,
        @JsonProperty("stored_as_scd_type") String storedAsScdType,
        @JsonProperty("track_history_column_list") List<String> trackHistoryColumnList,

        @JsonProperty("track_history_except_column_list") List<String> trackHistoryExceptColumnList,

        Map<String, String> types,
        int epoch,
        Map<String, String> properties) {
    private static final List<String> STORED_AS = List.of("1", "2", "both");

    public Promoted {
        if (source.isBlank() || target.isBlank()) {
            throw new IllegalArgumentException("source and target have to be said of every table");
        }
        keys = orNone(keys);
        sequenceBy = orNone(sequenceBy);
        applyAsDeletes = applyAsDeletes == null ? "" : applyAsDeletes;
        applyAsTruncates = applyAsTruncates == null ? "" : applyAsTruncates;
        columnList = orNone(columnList);
        exceptColumnList = orNone(exceptColumnList);
        storedAsScdType = storedAsScdType == null ? "1" : storedAsScdType;
        trackHistoryColumnList = orNone(trackHistoryColumnList);
        trackHistoryExceptColumnList = orNone(trackHistoryExceptColumnList);
        types = types == null ? Map.of() : Map.copyOf(types);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        if (!STORED_AS.contains(storedAsScdType)) {
            throw new IllegalArgumentException(
                    "stored_as_scd_type of " + target + " is " + storedAsScdType + ", but may be " + STORED_AS);
        }
    }

    /** What a file does not say is null before it comes here, and empty from here on. */
    private static List<String> orNone(@Nullable List<String> said) {
        return said == null ? List.of() : List.copyOf(said);
    }

    boolean hasCurrent() {
        return !storedAsScdType.equals("2");
    }

    boolean hasHistory() {
        return !storedAsScdType.equals("1");
    }

    /** Where the history is. */
    public String history() {
        return hasCurrent() ? target + "_history" : target;
    }
}
