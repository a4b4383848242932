// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Records as Debezium's PostgreSQL connector makes them: an orders table of 12 columns, and the changes of it. */
final class ChangeEvents {
    private static final String[] STATES = {"NEW", "PAID", "PACKED", "SHIPPED", "DELIVERED", "RETURNED"};
    private static final String[] CITIES = {
        "Amsterdam",
        "Berlin",
        "Copenhagen",
        "Dublin",
        "Edinburgh",
        "Florence",
        "Geneva",
        "Helsinki",
        "Istanbul",
        "Lisbon"
    };
    private static final String[] WORDS = {
        "please",
        "leave",
        "at",
        "the",
        "door",
        "ring",
        "twice",
        "fragile",
        "gift",
        "urgent",
        "call",
        "before",
        "noon",
        "neighbour",
        "left",
        "side",
        "blue",
        "gate",
        "second",
        "floor"
    };

    static final Schema ROW = SchemaBuilder.struct()
            .name("pg.shop.orders.Value")
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("customer_id", Schema.INT64_SCHEMA)
            .field("status", Schema.STRING_SCHEMA)
            .field("city", Schema.OPTIONAL_STRING_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                    "amount",
                    Decimal.builder(2)
                            .parameter("connect.decimal.precision", "12")
                            .build())
            .field("quantity", Schema.INT32_SCHEMA)
            .field("weight", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("express", Schema.BOOLEAN_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                    "created_at",
                    SchemaBuilder.int64()
                            .name("io.debezium.time.MicroTimestamp")
                            .build())
            .field(
                    "updated_at",
                    SchemaBuilder.int64()
                            .name("io.debezium.time.MicroTimestamp")
                            .build())
            .build();

    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("version", Schema.STRING_SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
            .field("db", Schema.STRING_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("pg.shop.orders.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private final Random random = new Random(20261123);

    /** Change events, half of them inserts and half updates with the whole row before. */
    List<Struct> envelopes(int count) {
        List<Struct> events = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            boolean update = n % 2 == 1;
            long id = update ? random.nextInt(Math.max(1, n)) : n;
            Struct before = update ? row(id, n) : null;
            events.add(envelope(before, row(id, n), n));
        }
        return events;
    }

    /** The rows alone, as the unwrapping transform leaves them. */
    List<Struct> rows(int count) {
        List<Struct> rows = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            rows.add(row(n, n));
        }
        return rows;
    }

    private static Struct envelope(@Nullable Struct before, Struct after, int n) {
        long us = 1_790_000_000_000_000L + n * 813L;
        return new Struct(ENVELOPE)
                .put("before", before)
                .put("after", after)
                .put("source", source(us - 1_377, n))
                .put("op", before == null ? "c" : "u")
                .put("ts_ms", us / 1_000)
                .put("ts_us", us)
                .put("ts_ns", us * 1_000);
    }

    private static Struct source(long us, int n) {
        long lsn = 24_023_128L + n * 312L;
        return new Struct(SOURCE)
                .put("version", "3.7.0.Final")
                .put("connector", "postgresql")
                .put("name", "shop")
                .put("ts_ms", us / 1_000)
                .put("snapshot", "false")
                .put("db", "shop")
                .put("sequence", "[\"" + (lsn - 312) + "\",\"" + lsn + "\"]")
                .put("ts_us", us)
                .put("ts_ns", us * 1_000)
                .put("schema", "public")
                .put("table", "orders")
                .put("txId", 700L + n / 3)
                .put("lsn", lsn);
    }

    private Struct row(long id, int n) {
        long customer = random.nextInt(50_000);
        long us = 1_780_000_000_000_000L + n * 813L;
        return new Struct(ROW)
                .put("id", id)
                .put("customer_id", customer)
                .put("status", STATES[random.nextInt(STATES.length)])
                .put("city", CITIES[random.nextInt(CITIES.length)])
                .put("email", "customer" + customer + "@mail" + customer % 40 + ".example")
                .put("amount", BigDecimal.valueOf(random.nextInt(10_000_000), 2))
                .put("quantity", 1 + random.nextInt(20))
                .put("weight", random.nextInt(100_000) / 1_000.0)
                .put("express", random.nextInt(5) == 0)
                .put("note", random.nextInt(3) == 0 ? null : note())
                .put("created_at", us - random.nextInt(1_000_000_000))
                .put("updated_at", us);
    }

    private String note() {
        StringBuilder note = new StringBuilder();
        int words = 3 + random.nextInt(8);
        for (int i = 0; i < words; i++) {
            note.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return note.append(" #").append(random.nextInt(100_000)).toString();
    }
}
