// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static dev.alluvium.connect.quality.OrdersAtGates.CONTRACT;
import static dev.alluvium.connect.quality.OrdersAtGates.configured;
import static dev.alluvium.connect.quality.OrdersAtGates.consumed;
import static dev.alluvium.connect.quality.OrdersAtGates.headers;
import static dev.alluvium.connect.quality.OrdersAtGates.passed;
import static dev.alluvium.connect.quality.OrdersAtGates.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gate is told, by its connector and by a contract. */
class GateConfigTest {
    @Test
    void takesTheRulesOfAContractAndItsOwnBesides() {
        Map<String, Object> order = new HashMap<>(Map.of(
                "id", 7L, "customer_id", 1L, "status", "lost", "total", -1.5, "placed_at", 2L, "shipped_at", 1L));
        Map<String, String> settings = new TreeMap<>(Map.of(
                "contract",
                "file:" + CONTRACT,
                "reject.via",
                "headers",
                "rules",
                "no-note",
                "rule.no-note.check",
                "not_null",
                "rule.no-note.field",
                "note"));

        assertThat(headers(passed(configured(settings), consumed(null, order))))
                .containsExactly(
                        "dq.verdict=reject",
                        "dq.rules=known-status,total-range,shipped-after-placed,no-note",
                        "dq.fields=status,total,,note",
                        "dq.contract=shop-orders@1.0.0");

        settings.put("rule.known-status.on.violation", "tag");
        assertThat(headers(passed(configured(settings), consumed(null, order))))
                .as("what the configuration says of a contract's rule counts more")
                .first()
                .isEqualTo("dq.verdict=warn");
    }

    @Test
    void saysWhereAContractIsWrong(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("orders.yaml");
        Files.writeString(file, Files.readString(CONTRACT).replace("minimum: 0", "exclusiveMinimum: none"));
        String inFile = "\n  schema[0].properties[3].logicalTypeOptions.exclusiveMinimum: ";
        assertThat(GateConfig.faults(Map.of("contract", file.toString())))
                .hasEntrySatisfying("contract", fault -> assertThat(fault)
                        .startsWith("contract names no contract: orders.yaml is no contract:")
                        .contains(inFile));
        assertThat(QualityGate.CONFIG_DEF.validate(Map.of("contract", file.toString())).stream()
                        .flatMap(value -> value.errorMessages().stream()))
                .as("what a worker asks by itself, in front of any sink or source")
                .singleElement()
                .asString()
                .contains(inFile);

        Files.writeString(file, Files.readString(CONTRACT).replace("maxLength: 200", "pattern: '(a'"));
        assertThat(GateConfig.faults(Map.of("contract", file.toString(), "reject.via", "headers")))
                .containsExactly(
                        Map.entry(
                                "contract",
                                "schema[0].properties[4]: rule.note-pattern.pattern: error parsing regexp: missing closing ): `(a`"));

        Map<String, String> other = Map.of("contract", CONTRACT.toString(), "contract.object", "customers");
        assertThat(GateConfig.faults(other))
                .containsEntry("contract.object", "must be one of those in the contract: [orders]");
        assertThat(GateConfig.faults(Map.of("contract", "/nowhere.yaml")).get("contract"))
                .contains("the file cannot be read");
    }

    @Test
    void refusesAConfigurationWithAllThatIsWrong() {
        Map<String, String> settings = new TreeMap<>(settings("reject", Map.of("mode", "dream")));
        settings.put("rule.quantity.min", "one");
        settings.put("rule.state.on.violation", "route");
        settings.put("breaker.max.reject.ratio", "2");

        assertThat(GateConfig.faults(settings))
                .containsOnlyKeys("mode", "rule.quantity.min", "route.topic", "breaker.max.reject.ratio");
        assertThatThrownBy(() -> configured(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("\n  rule.quantity.min: must be a number; it is 'one'")
                .hasMessageContaining("\n  route.topic: must be given, for a rule routes");
    }
}
