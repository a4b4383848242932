// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.TxnIdentity;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

final class DeltaSinkConfigTest {

    @Test
    void needsNothingButAWarehouse() {
        DeltaSinkConfig config = DeltaSinkConfig.parse(props());

        assertThat(config.connectorName()).isEqualTo("bronze");
        assertThat(config.taskId()).isZero();
        assertThat(config.warehouse()).isEqualTo("file:/data/bronze");
        assertThat(config.logLibrary()).isEqualTo(LogLibrary.KERNEL);
        assertThat(config.checkpointIntervalCommits()).isEqualTo(100);
        assertThat(config.hadoop()).isEmpty();
        assertThat(config.settings())
                .isEqualTo(new SinkSettings(
                        new TxnIdentity("bronze"),
                        new FlushPolicy(60_000, 1_000_000, 134_217_728),
                        268_435_456,
                        3_000,
                        600_000,
                        302_400_000,
                        300_000,
                        false,
                        Map.of("alluvium.settings", SettingsFingerprint.of(props()))));
    }

    @Test
    void takesWhatIsGiven() {
        Map<String, String> props = props();
        props.put("delta.log.library", "standalone");
        props.put("delta.txn.app.id", "shop");
        props.put("delta.commit.interval.ms", "500");
        props.put("hadoop.fs.gs.project.id", "p1");
        props.put("hadoop.fs.s3a.secret.key", "sesame");
        props.put("alluvium.task.id", "3");

        DeltaSinkConfig config = DeltaSinkConfig.parse(props);

        assertThat(config.logLibrary()).isEqualTo(LogLibrary.STANDALONE);
        assertThat(config.taskId()).isEqualTo(3);
        assertThat(config.settings().txn()).isEqualTo(new TxnIdentity("shop"));
        assertThat(config.settings().flush().intervalMs()).isEqualTo(500);
        assertThat(config.hadoop())
                .containsExactlyInAnyOrderEntriesOf(Map.of("fs.gs.project.id", "p1", "fs.s3a.secret.key", "sesame"));
    }

    @Test
    void refusesToStartAndNamesEveryFault() {
        Map<String, String> props = props();
        props.put("delta.warehouse", "bronze");
        props.put("delta.log.library", "both");

        assertThatThrownBy(() -> DeltaSinkConfig.parse(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delta.warehouse must begin with a scheme")
                .hasMessageContaining("delta.log.library");
    }

    @Test
    void takesANullForAKeyLeftOut() {
        Map<String, String> props = props();
        props.put("delta.commit.interval.ms", null);
        props.put("hadoop.fs.gs.project.id", null);
        props.put("errors.log.enable", null);

        DeltaSinkConfig config = DeltaSinkConfig.parse(props);

        assertThat(config.settings().flush().intervalMs()).isEqualTo(60_000);
        assertThat(config.hadoop()).isEmpty();
        props.put("delta.warehouse", null);
        assertThatThrownBy(() -> DeltaSinkConfig.parse(props)).hasMessageContaining("delta.warehouse");
    }

    private static Map<String, String> props() {
        return new HashMap<>(Map.of("name", "bronze", "topics", "orders", "delta.warehouse", "/data/bronze"));
    }
}
