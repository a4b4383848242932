// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

final class DeltaSinkConnectorTest {
    private static final Map<String, String> PROPS =
            Map.of("name", "bronze", "topics", "orders", "delta.warehouse", "/data/bronze");
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private final DeltaSinkConnector connector = new DeltaSinkConnector();

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(SinkConnector.class)).hasAtLeastOneElementOfType(DeltaSinkConnector.class);
    }

    @Test
    void knowsItsVersion() {
        assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(new DeltaSinkTask().version()).isEqualTo(connector.version());
    }

    @Test
    void givesEveryTaskTheSameSettingsAndANumber() {
        connector.start(PROPS);

        List<Map<String, String>> configs = connector.taskConfigs(2);

        assertThat(configs).hasSize(2);
        for (int task = 0; task < 2; task++) {
            Map<String, String> expected = new HashMap<>(PROPS);
            expected.put("alluvium.task.id", Integer.toString(task));
            assertThat(configs.get(task)).isEqualTo(expected);
        }
    }

    @Test
    void doesNotStartWithAFault() {
        assertThatThrownBy(() -> connector.start(Map.of("name", "bronze")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delta.warehouse");
    }

    @Test
    void validatesWithoutBeingStarted() {
        assertThat(connector.validate(Map.of("delta.warehous", "/data/bronze")).configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .extracting(ConfigValue::name)
                .containsExactly("delta.warehouse", "delta.warehous");
    }

    @Test
    void letsOffsetsMoveAndLeavesTheTablesAlone() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        offsets.put(ORDERS_0, 17L);
        offsets.put(new TopicPartition("orders", 1), null);

        assertThat(connector.alterOffsets(PROPS, offsets)).isFalse();
    }

    @Test
    void refusesANegativeOffset() {
        assertThatThrownBy(() -> connector.alterOffsets(PROPS, Map.of(ORDERS_0, -1L)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("orders-0")
                .hasMessageContaining("-1");
    }
}
