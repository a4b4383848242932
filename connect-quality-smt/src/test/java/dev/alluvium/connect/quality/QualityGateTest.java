// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static dev.alluvium.connect.quality.OrdersAtGates.NODES;
import static dev.alluvium.connect.quality.OrdersAtGates.ORDER;
import static dev.alluvium.connect.quality.OrdersAtGates.configured;
import static dev.alluvium.connect.quality.OrdersAtGates.field;
import static dev.alluvium.connect.quality.OrdersAtGates.gate;
import static dev.alluvium.connect.quality.OrdersAtGates.headers;
import static dev.alluvium.connect.quality.OrdersAtGates.passed;
import static dev.alluvium.connect.quality.OrdersAtGates.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.quality.OrdersAtGates.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done about records that rules do not hold for. */
class QualityGateTest {
    @ParameterizedTest
    @EnumSource
    void letsAGoodRecordThroughAsItIs(Form form) {
        SinkRecord good = form.order(3, "paid");

        assertThat(gate("reject", "reject.via", "headers").apply(good)).isSameAs(good);
    }

    @ParameterizedTest
    @EnumSource
    void tagsARecordWithAllThatIsWrong(Form form) {
        SinkRecord tagged = passed(gate("tag"), form.order(0, null));

        assertThat(headers(tagged))
                .containsExactly("dq.verdict=warn", "dq.rules=quantity,state", "dq.fields=quantity,state");
    }

    @ParameterizedTest
    @EnumSource
    void rejectsByHeadersForTheSinkToKeepApart(Form form) {
        SinkRecord bad = form.order(0, "paid");
        SinkRecord rejected = passed(gate("reject", "reject.via", "headers"), bad);

        assertThat(headers(rejected)).containsExactly("dq.verdict=reject", "dq.rules=quantity", "dq.fields=quantity");
        assertThat(rejected.value()).isSameAs(bad.value());
        assertThat(rejected.originalKafkaOffset()).isEqualTo(42);
        assertThat(Verdict.reject(rejected.headers())).contains(new Verdict(true, "quantity", "quantity"));
    }

    @ParameterizedTest
    @EnumSource
    void rejectsByAnExceptionForTheDeadLetterQueueOfAnySink(Form form) {
        QualityGate<SinkRecord> gate = gate("reject", "reject.via", "exception");

        assertThatThrownBy(() -> gate.apply(form.order(0, null)))
                .isInstanceOf(DataException.class)
                .hasMessage("orders-3, offset 42: {\"dq\":1,\"rules\":[\"quantity\",\"state\"],"
                        + "\"fields\":[\"quantity\",\"state\"]}");
    }

    @ParameterizedTest
    @EnumSource
    void failsWithAnErrorThatConnectDoesNotTolerate(Form form) {
        QualityGate<SinkRecord> gate = gate("fail");

        assertThatThrownBy(() -> gate.apply(form.order(0, "paid")))
                .isInstanceOf(Error.class)
                .hasMessage(
                        "orders-3, offset 42: rule quantity does not hold for field quantity of the value. Mend the "
                                + "record or the rule, then restart the task; nothing is lost");
    }

    @ParameterizedTest
    @EnumSource
    void dropsAndRoutes(Form form) {
        assertThat(gate("drop").apply(form.order(0, "paid"))).isNull();

        SinkRecord routed = passed(gate("route", "route.topic", "${topic}.rejects"), form.order(0, "paid"));
        assertThat(routed.topic()).isEqualTo("orders.rejects");
        assertThat(routed.originalTopic()).isEqualTo("orders");
        assertThat(headers(routed)).as("no reject, where it is now").first().isEqualTo("dq.verdict=warn");
        assertThat(Verdict.reject(routed.headers())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void replacesValuesInACopy(Form form) {
        SinkRecord bad = form.order(0, null);
        Object before = row(form, bad);
        String was = before.toString();

        SinkRecord mended = passed(
                gate(
                        "set_null",
                        Map.of(
                                "rule.state.on.violation", "set_default",
                                "rule.state.default", "unknown",
                                "rules", "quantity,state,sku",
                                "rule.sku.check", "length",
                                "rule.sku.field", "lines[*].sku",
                                "rule.sku.min", "1")),
                bad);

        assertThat(field(form, mended, "quantity")).isNull();
        assertThat(field(form, mended, "state")).isEqualTo("unknown");
        List<?> lines = NODES.elements(field(form, mended, "lines"));
        assertThat(lines).hasSize(2);
        assertThat(NODES.field(lines.get(0), "sku")).isEqualTo("ok");
        assertThat(NODES.field(lines.get(1), "sku")).isNull();
        assertThat(headers(mended))
                .containsExactly(
                        "dq.verdict=warn", "dq.rules=quantity,state,sku", "dq.fields=quantity,state,lines[*].sku");
        assertThat(before.toString()).as("the record given").isEqualTo(was);
        assertThat(bad.headers()).isEmpty();
    }

    @Test
    void takesTheDefaultOfTheSchemaIfTheRuleSaysNone() {
        SinkRecord mended = passed(gate("tag", "rule.state.on.violation", "set_default"), Form.STRUCT.order(3, null));

        assertThat(field(Form.STRUCT, mended, "state")).isEqualTo("new");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | set_null | | may not be null by its schema, so it cannot be set to null",
                "id | set_default | | has no default in its schema, and the rule says none",
                "id | set_default | seven | is of type INT64, and 'seven' is not",
                "lines | set_default | 7 | is of type ARRAY, which no default can be written for"
            })
    void saysWhatCannotBeSet(String field, String action, String replacement, String fault) {
        Map<String, String> rule = new TreeMap<>(
                Map.of("rules", "r", "rule.r.check", "one_of", "rule.r.field", field, "rule.r.values", "none"));
        rule.put("rule.r.on.violation", action);
        if (replacement != null) {
            rule.put("rule.r.default", replacement);
        }
        QualityGate<SinkRecord> gate = configured(rule);

        assertThatThrownBy(() -> gate.apply(Form.STRUCT.order(3, "paid")))
                .isInstanceOf(DataException.class)
                .hasMessage("rule r: the field " + field + " " + fault);
    }

    @Test
    void doesTheStrongestOfWhatTheRulesSayAndNamesAll() {
        QualityGate<SinkRecord> gate =
                gate("tag", Map.of("rule.state.on.violation", "reject", "reject.via", "headers"));

        assertThat(headers(passed(gate, Form.STRUCT.order(0, null))))
                .containsExactly("dq.verdict=reject", "dq.rules=quantity,state", "dq.fields=quantity,state");
        assertThat(headers(passed(gate, Form.STRUCT.order(0, "paid")))).first().isEqualTo("dq.verdict=warn");
    }

    @Test
    void onlyLooksWhileItObserves() {
        SinkRecord bad = Form.STRUCT.order(0, null);

        assertThat(gate("fail", "mode", "observe").apply(bad)).isSameAs(bad);
    }

    @Test
    void stopsBeforeATopicIsWithheldAsAWhole() {
        QualityGate<SinkRecord> gate =
                gate("drop", Map.of("breaker.max.reject.ratio", "0.2", "breaker.window.records", "10"));
        int dropped = 0;
        for (int i = 0; i < 30; i++) {
            dropped += gate.apply(Form.STRUCT.order(i % 10 < 2 ? 0 : 3, "paid")) == null ? 1 : 0;
        }
        assertThat(dropped).as("two of ten").isEqualTo(6);

        assertThat(gate.apply(Form.STRUCT.order(0, "paid"))).isNull();
        assertThat(gate.apply(Form.STRUCT.order(0, "paid"))).isNull();
        assertThatThrownBy(() -> gate.apply(Form.STRUCT.order(0, "paid")))
                .isInstanceOf(Error.class)
                .hasMessageStartingWith(
                        "orders-3, offset 42: 3 of the last 10 records were withheld, more than "
                                + "breaker.max.reject.ratio allows; the last one by rule quantity does not hold for field quantity");
    }

    @Test
    void readsVerdictsOfSeveralGatesOneBehindAnother() {
        SinkRecord warned = passed(gate("tag"), Form.STRUCT.order(0, "paid"));
        SinkRecord rejected = passed(
                gate("reject", Map.of("reject.via", "headers", "rules", "state"), "rule.quantity."),
                warned.newRecord(
                        "orders",
                        3,
                        null,
                        null,
                        ORDER,
                        Form.STRUCT.order(0, null).value(),
                        1L,
                        warned.headers()));

        assertThat(Verdict.reject(warned.headers())).isEmpty();
        assertThat(Verdict.reject(rejected.headers())).contains(new Verdict(true, "state", "state"));
        assertThat(Verdict.reject(new ConnectHeaders())).isEmpty();
        assertThat(Verdict.reject(
                        new ConnectHeaders().addBytes("dq.verdict", "reject".getBytes(StandardCharsets.UTF_8))))
                .as("through a topic, and a header converter that leaves bytes alone")
                .contains(new Verdict(true, "", ""));
    }
}
