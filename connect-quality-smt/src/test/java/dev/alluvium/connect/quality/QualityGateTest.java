// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualityGateTest {
    private static final Schema LINE = SchemaBuilder.struct()
            .optional()
            .field("sku", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("quantity", Schema.OPTIONAL_INT32_SCHEMA)
            .field(
                    "state",
                    SchemaBuilder.string().optional().defaultValue("new").build())
            .field("lines", SchemaBuilder.array(LINE).optional().build())
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("shop.public.orders.Envelope")
            .field("before", ORDER)
            .field("after", ORDER)
            .field("source", SchemaBuilder.struct().field("db", Schema.STRING_SCHEMA))
            .field("op", Schema.STRING_SCHEMA)
            .build();
    private static final Path CONTRACT = Path.of(
                    System.getProperty("basedir", "."), "..", "connector-configs", "contracts", "shop-orders.odcs.yaml")
            .toAbsolutePath();
    private static final ConnectNodes NODES = new ConnectNodes(Placeholder.of(Placeholder.DEFAULT));

    /** How an order comes. */
    enum Form {
        STRUCT {
            @Override
            SinkRecord order(@Nullable Integer quantity, @Nullable String state) {
                return consumed(ORDER, row(quantity, state));
            }
        },
        MAP {
            @Override
            SinkRecord order(@Nullable Integer quantity, @Nullable String state) {
                return consumed(null, map(quantity, state));
            }
        },
        STRUCT_IN_ENVELOPE {
            @Override
            SinkRecord order(@Nullable Integer quantity, @Nullable String state) {
                return change("u", row(quantity, state));
            }
        },
        MAP_IN_ENVELOPE {
            @Override
            SinkRecord order(@Nullable Integer quantity, @Nullable String state) {
                return consumed(
                        null, new HashMap<>(Map.of("op", "u", "source", Map.of(), "after", map(quantity, state))));
            }
        };

        abstract SinkRecord order(@Nullable Integer quantity, @Nullable String state);

        private static Struct row(@Nullable Integer quantity, @Nullable String state) {
            return new Struct(ORDER)
                    .put("id", 7L)
                    .put("quantity", quantity)
                    .put("state", state)
                    .put("lines", List.of(new Struct(LINE).put("sku", "ok"), new Struct(LINE).put("sku", "")));
        }

        private static Map<String, @Nullable Object> map(@Nullable Integer quantity, @Nullable String state) {
            Map<String, @Nullable Object> map = new HashMap<>();
            map.put("id", 7L);
            map.put("quantity", quantity);
            map.put("state", state);
            map.put("lines", List.of(Map.of("sku", "ok"), Map.of("sku", "")));
            return map;
        }
    }

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
        assertThat(headers(routed)).first().isEqualTo("dq.verdict=reject");
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
        assertThat(GateConfig.faults(Map.of("contract", file.toString())))
                .hasEntrySatisfying("contract", fault -> assertThat(fault)
                        .startsWith("orders.yaml is no contract:")
                        .contains("\n  schema[0].properties[3].logicalTypeOptions.exclusiveMinimum: "));

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

    private static SinkRecord change(String operation, @Nullable Struct after) {
        Struct source = new Struct(ENVELOPE.field("source").schema()).put("db", "shop");
        return consumed(
                ENVELOPE,
                new Struct(ENVELOPE).put("op", operation).put("source", source).put("after", after));
    }

    private static SinkRecord consumed(@Nullable Schema schema, @Nullable Object value) {
        return new SinkRecord("orders", 3, null, "key", schema, value, 42, 1L, TimestampType.CREATE_TIME);
    }

    /** Quantity from 1, and a state. */
    private static Map<String, String> settings(String action, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "rules", "quantity,state",
                "on.violation", action,
                "rule.quantity.check", "range",
                "rule.quantity.field", "quantity",
                "rule.quantity.min", "1",
                "rule.state.check", "not_null",
                "rule.state.field", "state"));
        settings.putAll(more);
        return settings;
    }

    private static QualityGate<SinkRecord> gate(String action) {
        return gate(action, Map.of());
    }

    private static QualityGate<SinkRecord> gate(String action, String key, String value) {
        return gate(action, Map.of(key, value));
    }

    /** @param without the keys that begin so */
    private static QualityGate<SinkRecord> gate(String action, Map<String, String> more, String... without) {
        Map<String, String> settings = settings(action, more);
        settings.keySet().removeIf(key -> List.of(without).stream().anyMatch(key::startsWith));
        return configured(settings);
    }

    private static QualityGate<SinkRecord> configured(Map<String, String> settings) {
        QualityGate.Value<SinkRecord> gate = new QualityGate.Value<>();
        gate.configure(settings);
        return gate;
    }

    private static SinkRecord passed(QualityGate<SinkRecord> gate, SinkRecord record) {
        SinkRecord passed = gate.apply(record);
        assertThat(passed).isNotNull();
        return passed;
    }

    private static Object row(Form form, SinkRecord record) {
        return form.name().endsWith("IN_ENVELOPE") ? NODES.field(record.value(), "after") : record.value();
    }

    private static @Nullable Object field(Form form, SinkRecord record, String name) {
        return NODES.field(row(form, record), name);
    }

    private static List<String> headers(SinkRecord record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + text(header))
                .toList();
    }

    private static String text(Header header) {
        return String.valueOf(header.value());
    }
}
