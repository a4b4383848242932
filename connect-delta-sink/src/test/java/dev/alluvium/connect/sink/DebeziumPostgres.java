// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Change events of a table as the PostgreSQL connector of Debezium 3.7 makes them, built by hand. */
final class DebeziumPostgres {
    static final Schema ROW = SchemaBuilder.struct()
            .name("shop.public.orders.Value")
            .optional()
            .field("id", SchemaBuilder.int64().defaultValue(0L).build())
            .field("customer", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                    "amount",
                    Decimal.builder(2)
                            .parameter("connect.decimal.precision", "12")
                            .optional()
                            .build())
            .field(
                    "created",
                    SchemaBuilder.int64()
                            .name("io.debezium.time.MicroTimestamp")
                            .version(1)
                            .build())
            .field(
                    "day",
                    SchemaBuilder.int32()
                            .name("io.debezium.time.Date")
                            .version(1)
                            .optional()
                            .build())
            .field(
                    "doc",
                    SchemaBuilder.string()
                            .name("io.debezium.data.Json")
                            .version(1)
                            .optional()
                            .build())
            .field(
                    "note",
                    SchemaBuilder.string().optional().defaultValue("none").build())
            .field(
                    "tags",
                    SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .field(
                    "weight",
                    SchemaBuilder.struct()
                            .name("io.debezium.data.VariableScaleDecimal")
                            .version(1)
                            .optional()
                            .field("scale", Schema.INT32_SCHEMA)
                            .field("value", Schema.BYTES_SCHEMA)
                            .build())
            .build();

    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .version(1)
            .field("version", Schema.STRING_SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field(
                    "snapshot",
                    SchemaBuilder.string()
                            .name("io.debezium.data.Enum")
                            .version(1)
                            .parameter("allowed", "true,first,first_in_data_collection,last,false,incremental")
                            .optional()
                            .defaultValue("false")
                            .build())
            .field("db", Schema.STRING_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .field("origin", Schema.OPTIONAL_STRING_SCHEMA)
            .field("origin_lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private static final Schema TRANSACTION = SchemaBuilder.struct()
            .name("event.block")
            .version(1)
            .optional()
            .field("id", Schema.STRING_SCHEMA)
            .field("total_order", Schema.INT64_SCHEMA)
            .field("data_collection_order", Schema.INT64_SCHEMA)
            .build();

    static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("shop.public.orders.Envelope")
            .version(2)
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("transaction", TRANSACTION)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    static final Schema KEY = SchemaBuilder.struct()
            .name("shop.public.orders.Key")
            .field("id", SchemaBuilder.int64().defaultValue(0L).build())
            .build();

    private DebeziumPostgres() {}

    static SinkRecord update() {
        return record(envelope("u").put("before", row("old")).put("after", row("new")));
    }

    /** With replica identity DEFAULT: of the row that is gone, only the primary key is told. */
    static SinkRecord delete() {
        return record(envelope("d").put("before", new Struct(ROW).put("id", 7L).put("created", 0L)));
    }

    static SinkRecord tombstone() {
        return Records.of(KEY, new Struct(KEY).put("id", 7L), null, null);
    }

    private static SinkRecord record(Struct envelope) {
        return Records.of(KEY, new Struct(KEY).put("id", 7L), ENVELOPE, envelope);
    }

    private static Struct envelope(String op) {
        Struct source = new Struct(SOURCE)
                .put("version", "3.7.0.Final")
                .put("connector", "postgresql")
                .put("name", "shop")
                .put("ts_ms", 1_700_000_000_000L)
                .put("snapshot", "false")
                .put("db", "postgres")
                .put("sequence", "[null,\"25522336\"]")
                .put("ts_us", 1_700_000_000_000_001L)
                .put("schema", "public")
                .put("table", "orders")
                .put("txId", 796L)
                .put("lsn", 25_522_336L);
        Struct transaction = new Struct(TRANSACTION)
                .put("id", "796:25522336")
                .put("total_order", 1L)
                .put("data_collection_order", 1L);
        return new Struct(ENVELOPE)
                .put("source", source)
                .put("transaction", transaction)
                .put("op", op)
                .put("ts_ms", 1_700_000_000_005L);
    }

    private static Struct row(String customer) {
        return new Struct(ROW)
                .put("id", 7L)
                .put("customer", customer)
                .put("amount", new BigDecimal("1234.56"))
                .put("created", 1_700_000_000_000_000L)
                .put("day", 19_782)
                .put("doc", "{\"b\": [1, 2]}")
                .put("tags", List.of("a", "b"))
                .put(
                        "weight",
                        new Struct(ROW.field("weight").schema()).put("scale", 3).put("value", new byte[] {4, -46}));
    }

    /** The row that {@link #update()} tells as its {@code after}. */
    static Map<String, Object> after() {
        return Map.of(
                "id",
                7L,
                "customer",
                "new",
                "amount",
                new BigDecimal("1234.56"),
                "created",
                1_700_000_000_000_000L,
                "created__us",
                1_700_000_000_000_000L,
                "day",
                19_782,
                "doc",
                "{\"b\": [1, 2]}",
                "tags",
                List.of("a", "b"),
                "weight",
                "1.234");
    }
}
