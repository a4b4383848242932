// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordChainTest {
    private static final Map<String, String> BASE = Map.of(
            "name",
            "bronze",
            "delta.warehouse",
            "/warehouse",
            "key.converter",
            "org.apache.kafka.connect.storage.StringConverter",
            "value.converter",
            "org.apache.kafka.connect.json.JsonConverter",
            "value.converter.schemas.enable",
            "false");

    @Test
    void convertsAndTransformsAsConnectDoesAndKeepsWhereTheRecordWas() {
        SinkRecord record = chain(Map.of(
                        "transforms", "route",
                        "transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter",
                        "transforms.route.regex", "(.*)",
                        "transforms.route.replacement", "lake-$1"))
                .record(record("{\"a\":1}"))
                .orElseThrow();

        assertThat(record.topic()).isEqualTo("lake-orders");
        assertThat(record.originalTopic()).isEqualTo("orders");
        assertThat(record.originalKafkaOffset()).isEqualTo(7);
        assertThat(record.key()).isEqualTo("k");
        assertThat(record.value()).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void dropsWhatATransformDropsWhereItsPredicateSaysSo() {
        Map<String, String> drop = new HashMap<>(Map.of(
                "transforms", "drop",
                "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter",
                "transforms.drop.predicate", "mine",
                "predicates", "mine",
                "predicates.mine.type", "org.apache.kafka.connect.transforms.predicates.TopicNameMatches",
                "predicates.mine.pattern", "orders"));
        assertThat(chain(drop).record(record("1"))).isEmpty();

        drop.put("transforms.drop.negate", "true");
        assertThat(chain(drop).record(record("1"))).isPresent();
    }

    @Test
    void saysWhichRecordIsRefusedAndNothingOfItsValue() {
        assertThatThrownBy(() -> chain(Map.of()).record(record("secret")))
                .isInstanceOf(ReingestException.class)
                .hasMessageStartingWith("orders-2, offset 7: ");
    }

    @Test
    void asksForWhatOnlyTheWorkerKnows(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("c.json"),
                "{\"name\":\"n\",\"config\":{\"delta.warehouse\":\"${env:LAKE}\",\"delta.table.name.template\":"
                        + "\"${header:x}\"}}");
        assertThatThrownBy(() -> ConnectorSettings.of(file, Map.of()))
                .hasMessageContaining("delta.warehouse is left to a config provider");

        ConnectorSettings settings = ConnectorSettings.of(file, Map.of("delta.warehouse", "/lake/"));
        assertThat(settings.path("orders")).isEqualTo("file:/lake/orders");
        assertThatThrownBy(() -> new RecordChain(settings, RecordChainTest.class.getClassLoader()))
                .hasMessageContaining("no key.converter");
    }

    private static RecordChain chain(Map<String, String> more) {
        Map<String, String> entries = new HashMap<>(BASE);
        entries.putAll(more);
        return new RecordChain(new ConnectorSettings(entries), RecordChainTest.class.getClassLoader());
    }

    private static ConsumerRecord<byte[], byte[]> record(String value) {
        return new ConsumerRecord<>(
                "orders", 2, 7, "k".getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }
}
