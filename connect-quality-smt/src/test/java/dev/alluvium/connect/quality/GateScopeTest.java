// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static dev.alluvium.connect.quality.OrdersAtGates.change;
import static dev.alluvium.connect.quality.OrdersAtGates.configured;
import static dev.alluvium.connect.quality.OrdersAtGates.consumed;
import static dev.alluvium.connect.quality.OrdersAtGates.gate;
import static dev.alluvium.connect.quality.OrdersAtGates.headers;
import static dev.alluvium.connect.quality.OrdersAtGates.passed;
import static dev.alluvium.connect.quality.OrdersAtGates.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.alluvium.connect.quality.OrdersAtGates.Form;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a record a gate looks at. */
class GateScopeTest {
    @ParameterizedTest
    @ValueSource(strings = {"d", "t", "m"})
    void letsThroughWhatHasNoRow(String operation) {
        SinkRecord change = change(operation, null);

        assertThat(gate("fail").apply(change)).isSameAs(change);
    }

    @Test
    void letsTombstonesHeartbeatsAndDeletedRowsThrough() {
        Schema heartbeat = SchemaBuilder.struct()
                .name("io.debezium.connector.common.Heartbeat")
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();
        for (SinkRecord record : List.of(
                consumed(null, null),
                consumed(heartbeat, new Struct(heartbeat).put("ts_ms", 1L)),
                consumed(null, Map.of("id", 7L, "__deleted", "true")))) {
            assertThat(gate("fail").apply(record)).isSameAs(record);
        }
    }

    @Test
    void holdsAChangeWithoutItsRowAgainstTheRules() {
        assertThat(headers(passed(gate("tag"), change("c", null)))).contains("dq.rules=state");
    }

    @Test
    void looksWhereItsScopeSays() {
        SinkRecord flat = Form.STRUCT.order(0, null);
        SinkRecord envelope = Form.STRUCT_IN_ENVELOPE.order(0, null);

        assertThat(gate("fail", "scope", "envelope").apply(flat)).isSameAs(flat);
        assertThat(headers(passed(gate("tag", "scope", "flat"), envelope)))
                .as("an envelope has no field of this name")
                .contains("dq.rules=state");
    }

    @ParameterizedTest
    @EnumSource
    void takesNoOffenceAtWhatTheSourceDidNotTell(Form form) {
        QualityGate<SinkRecord> gate = gate(
                "fail",
                Map.of("rules", "state", "rule.state.check", "one_of", "rule.state.values", "paid"),
                "rule.quantity.");

        SinkRecord untold = form.order(3, Placeholder.DEFAULT);
        assertThat(gate.apply(untold)).isSameAs(untold);
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheFieldsThatARowShouldHave(Form form) {
        SinkRecord order = form.order(3, null);

        assertThat(broken(order, "schema", "fields", "id integer, quantity integer?, state string?, lines"))
                .isFalse();
        assertThat(broken(order, "schema", "fields", "id integer, state string"))
                .as("state is null")
                .isTrue();
        assertThat(broken(order, "schema", "fields", "id string")).isTrue();
        assertThat(broken(order, "schema", "fields", "id, nowhere")).isTrue();
        assertThat(broken(order, "schema", "fields", "id, quantity, state?, lines", "others", "refused"))
                .isFalse();
        assertThat(broken(order, "schema", "fields", "id, quantity", "others", "refused"))
                .as("it has others")
                .isTrue();
        assertThat(broken(order, "schema", "field", "lines[*]", "fields", "sku string"))
                .isFalse();
        assertThat(broken(order, "expression", "expression", "state IS NULL OR quantity > 3"))
                .isFalse();
        assertThat(broken(order, "expression", "expression", "id * quantity > 21"))
                .isTrue();
        assertThat(broken(order, "expression", "field", "lines[*]", "expression", "length(sku) > 0"))
                .as("one line has no sku")
                .isTrue();
    }

    private static boolean broken(SinkRecord record, String check, String... settings) {
        Map<String, String> rule = new TreeMap<>(Map.of("rules", "r", "rule.r.check", check));
        for (int i = 0; i < settings.length; i += 2) {
            rule.put("rule.r." + settings[i], settings[i + 1]);
        }
        return !passed(configured(rule), record).headers().isEmpty();
    }

    @Test
    void allocatesNothingForAGoodRecord() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        QualityGate<SinkRecord> gate = gate("reject", "reject.via", "headers");
        SinkRecord good = Form.STRUCT_IN_ENVELOPE.order(3, "paid");
        gate.apply(good);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            gate.apply(good);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes for 10,000 records")
                .isLessThan(10_000);
    }

    @Test
    void asksForTheTimeAtWhichTheRecordCameToKafka() {
        QualityGate<SinkRecord> gate = configured(
                Map.of("rules", "at", "rule.at.check", "recent", "rule.at.field", "at", "rule.at.max.age.ms", "100"));

        for (long[] times :
                new long[][] {{500, 500, 0}, {500, 400, 0}, {500, 501, 1}, {500, 399, 1}, {5_000_000, 4_999_999, 0}}) {
            SinkRecord record = new SinkRecord(
                    "t", 0, null, null, null, Map.of("at", times[1]), 1, times[0], TimestampType.CREATE_TIME);
            assertThat(headers(passed(gate, record))).as(Arrays.toString(times)).hasSize(times[2] == 0 ? 0 : 3);
        }
    }

    @Test
    void checksKeys() {
        QualityGate.Key<SinkRecord> gate = new QualityGate.Key<>();
        gate.configure(
                Map.of("rules", "key", "rule.key.check", "pattern", "rule.key.field", "", "rule.key.pattern", "^k"));

        assertThat(headers(passed(gate, consumed(null, 1)))).isEmpty();
        SinkRecord other = new SinkRecord("orders", 3, null, "other", null, null, 42);
        assertThat(headers(passed(gate, other))).containsExactly("dq.verdict=warn", "dq.rules=key", "dq.fields=");
    }

    @Test
    void worksInFrontOfASourceAsWell() {
        QualityGate.Value<SourceRecord> gate = new QualityGate.Value<>();
        gate.configure(settings("route", Map.of("route.topic", "bad")));

        SourceRecord routed = gate.apply(new SourceRecord(Map.of(), Map.of(), "orders", null, Map.of("quantity", 0)));
        assertThat(routed).isNotNull();
        assertThat(routed.topic()).isEqualTo("bad");
    }
}
