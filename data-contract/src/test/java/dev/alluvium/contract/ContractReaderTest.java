// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.contract.Contract.DataSet;
import dev.alluvium.contract.Contract.Property;
import dev.alluvium.contract.Contract.Quality;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContractReaderTest {
    private static final Path CONTRACTS =
            Path.of(System.getProperty("basedir", "."), "..", "connector-configs", "contracts");
    private static final String HEAD = """
            kind: DataContract
            apiVersion: v3.1.0
            id: orders
            version: 1.2.0
            status: active
            """;

    private final ContractReader reader = new ContractReader();

    @Test
    void readsTheExample() {
        Contract contract = reader.read(CONTRACTS.resolve("shop-orders.odcs.yaml"));

        assertThat(contract.id()).isEqualTo("shop-orders");
        assertThat(contract.version()).isEqualTo("1.0.0");
        DataSet orders = contract.dataSets().get(0);
        assertThat(orders.physicalName()).isEqualTo("shop.public.orders");
        assertThat(orders.properties())
                .extracting(Property::field)
                .containsExactly("id", "customer_id", "status", "total", "note", "placed_at", "shipped_at");
        assertThat(orders.properties().get(0).custom()).isEqualTo(Map.of("onViolation", "fail"));
        assertThat(orders.properties().get(4).classification()).isEqualTo("confidential");
        assertThat(orders.properties().get(3).options()).isEqualTo(Map.of("minimum", 0));
        Quality status = orders.properties().get(2).qualities().get(0);
        assertThat(status.path()).isEqualTo("schema[0].properties[2].quality[0]");
        assertThat(status.type()).isEqualTo("library");
        assertThat(status.allowsNone()).isTrue();
        assertThat(contract.agreements()).singleElement().satisfies(agreement -> assertThat(agreement.value())
                .isEqualTo("5 m"));
    }

    @Test
    void findsPropertiesInsideOfObjectsAndArrays() {
        Contract contract = reader.read("nested", HEAD + """
                schema:
                  - name: orders
                    properties:
                      - name: address
                        logicalType: object
                        properties:
                          - name: city
                      - name: lines
                        logicalType: array
                        items:
                          logicalType: object
                          properties:
                            - name: sku
                """);

        Property address = contract.dataSets().get(0).properties().get(0);
        Property lines = contract.dataSets().get(0).properties().get(1);
        assertThat(address.inside()).extracting(Property::field).containsExactly("address.city");
        assertThat(lines.inside().get(0).field()).isEqualTo("lines[*]");
        assertThat(lines.inside().get(0).inside().get(0).field()).isEqualTo("lines[*].sku");
        assertThat(lines.inside().get(0).inside().get(0).path())
                .isEqualTo("schema[0].properties[1].items.properties[0]");
    }

    @Test
    void tellsAllThatIsWrongWithItsPlace() {
        List<ContractFault> faults = faults(HEAD.replace("id: orders\n", "") + """
                schema:
                  - name: orders
                    properties:
                      - name: id
                        logicalType: bigint
                      - logicalType: string
                        logicalTypeOptions:
                          minimum: 3
                    quality:
                      - metric: rowCount
                colour: blue
                """);

        assertThat(faults)
                .extracting(ContractFault::path)
                .contains(
                        "",
                        "schema[0].properties[0].logicalType",
                        "schema[0].properties[1]",
                        "schema[0].properties[1].logicalTypeOptions",
                        "schema[0].quality[0]");
        assertThat(faults.toString())
                .contains("required property 'id' not found", "property 'colour' is not defined", "'minimum'");
    }

    @Test
    void saysWhereItIsNoYaml() {
        assertThat(faults("a: [1")).singleElement().satisfies(fault -> assertThat(fault.what())
                .startsWith("it is no YAML: ")
                .contains("line 1"));
        assertThat(faults(HEAD + "id: again\n"))
                .as("a key that stands twice")
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("Duplicate field 'id'"));
        assertThat(faults("")).isNotEmpty();
        assertThatThrownBy(() -> reader.read(CONTRACTS.resolve("nowhere.yaml")))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("the file cannot be read");
    }

    private List<ContractFault> faults(String text) {
        try {
            reader.read("test", text);
            throw new AssertionError("a contract with faults was read");
        } catch (ContractException e) {
            return e.faults();
        }
    }
}
