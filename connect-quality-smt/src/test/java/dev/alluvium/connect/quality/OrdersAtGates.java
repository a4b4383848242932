// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Orders in all the ways in which they come, and gates for them. */
final class OrdersAtGates {
    static final Schema LINE = SchemaBuilder.struct()
            .optional()
            .field("sku", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    static final Schema ORDER = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("quantity", Schema.OPTIONAL_INT32_SCHEMA)
            .field(
                    "state",
                    SchemaBuilder.string().optional().defaultValue("new").build())
            .field("lines", SchemaBuilder.array(LINE).optional().build())
            .build();
    static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("shop.public.orders.Envelope")
            .field("before", ORDER)
            .field("after", ORDER)
            .field("source", SchemaBuilder.struct().field("db", Schema.STRING_SCHEMA))
            .field("op", Schema.STRING_SCHEMA)
            .build();
    static final Path CONTRACT = Path.of(
                    System.getProperty("basedir", "."), "..", "connector-configs", "contracts", "shop-orders.odcs.yaml")
            .toAbsolutePath();
    static final ConnectNodes NODES = new ConnectNodes(Placeholder.of(Placeholder.DEFAULT));

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

        static Struct row(@Nullable Integer quantity, @Nullable String state) {
            return new Struct(ORDER)
                    .put("id", 7L)
                    .put("quantity", quantity)
                    .put("state", state)
                    .put("lines", List.of(new Struct(LINE).put("sku", "ok"), new Struct(LINE).put("sku", "")));
        }

        static Map<String, @Nullable Object> map(@Nullable Integer quantity, @Nullable String state) {
            Map<String, @Nullable Object> map = new HashMap<>();
            map.put("id", 7L);
            map.put("quantity", quantity);
            map.put("state", state);
            map.put("lines", List.of(Map.of("sku", "ok"), Map.of("sku", "")));
            return map;
        }
    }

    static SinkRecord change(String operation, @Nullable Struct after) {
        Struct source = new Struct(ENVELOPE.field("source").schema()).put("db", "shop");
        return consumed(
                ENVELOPE,
                new Struct(ENVELOPE).put("op", operation).put("source", source).put("after", after));
    }

    static SinkRecord consumed(@Nullable Schema schema, @Nullable Object value) {
        return new SinkRecord("orders", 3, null, "key", schema, value, 42, 1L, TimestampType.CREATE_TIME);
    }

    /** Quantity from 1, and a state. */
    static Map<String, String> settings(String action, Map<String, String> more) {
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

    static QualityGate<SinkRecord> gate(String action) {
        return gate(action, Map.of());
    }

    static QualityGate<SinkRecord> gate(String action, String key, String value) {
        return gate(action, Map.of(key, value));
    }

    /** @param without the keys that begin so */
    static QualityGate<SinkRecord> gate(String action, Map<String, String> more, String... without) {
        Map<String, String> settings = settings(action, more);
        settings.keySet().removeIf(key -> List.of(without).stream().anyMatch(key::startsWith));
        return configured(settings);
    }

    static QualityGate<SinkRecord> configured(Map<String, String> settings) {
        QualityGate.Value<SinkRecord> gate = new QualityGate.Value<>();
        gate.configure(settings);
        return gate;
    }

    static SinkRecord passed(QualityGate<SinkRecord> gate, SinkRecord record) {
        SinkRecord passed = gate.apply(record);
        assertThat(passed).isNotNull();
        return passed;
    }

    static Object row(Form form, SinkRecord record) {
        return form.name().endsWith("IN_ENVELOPE") ? NODES.field(record.value(), "after") : record.value();
    }

    static @Nullable Object field(Form form, SinkRecord record, String name) {
        return NODES.field(row(form, record), name);
    }

    static List<String> headers(SinkRecord record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + text(header))
                .toList();
    }

    static String text(Header header) {
        return String.valueOf(header.value());
    }

    private OrdersAtGates() {}
}
