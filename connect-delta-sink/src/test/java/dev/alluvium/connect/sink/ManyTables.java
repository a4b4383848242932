// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** A process of one task that writes to very many tables, from very many topic-partitions, or into very many directories of a table, onto the local disk: {@code SHAPE COUNT WAREHOUSE}. */
final class ManyTables {
    static final int ROUNDS = 2;
    private static final Schema SCHEMA =
            SchemaBuilder.struct().field("place", Schema.INT32_SCHEMA).build();

    private ManyTables() {}

    /** What there are many of. */
    enum Shape {
        TABLES,
        PARTITIONS,
        /** Partition directories of one table: each row of a batch opens a file. */
        DIRECTORIES;

        String topic(int place) {
            return this == TABLES ? "topic-" + place : "topic";
        }

        int partition(int place) {
            return this == PARTITIONS ? place : 0;
        }

        long offset(int place, int round, int count) {
            return this == DIRECTORIES ? (long) round * count + place : round;
        }

        /** How a row tells which record it is. */
        String record(int place, int round, int count) {
            return topic(place) + "-" + partition(place) + "-" + offset(place, round, count);
        }
    }

    public static void main(String[] arguments) {
        Shape shape = Shape.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int count = Integer.parseInt(arguments[1]);
        Map<String, String> properties = TaskInMemory.properties(
                "topics",
                shape.topic(0),
                "delta.warehouse",
                arguments[2],
                "delta.memory.max.bytes",
                "33554432",
                // So long that they are open all at once, but for memory.
                "delta.commit.interval.ms",
                "5000",
                "delta.table.partition.by",
                shape == Shape.DIRECTORIES ? "at=place" : "");
        FakeConnect connect = new FakeConnect(new DeltaSinkTask())
                .patience(Duration.ofMinutes(20))
                .start(properties);
        for (int round = 0; round < ROUNDS; round++) {
            for (int place = 0; place < count; place++) {
                connect.produce(new SinkRecord(
                        shape.topic(place),
                        shape.partition(place),
                        null,
                        null,
                        SCHEMA,
                        new Struct(SCHEMA).put("place", place),
                        shape.offset(place, round, count),
                        1L,
                        TimestampType.CREATE_TIME));
            }
            connect.drain();
        }
        connect.stop();
    }
}
