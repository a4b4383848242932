// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The column that the sink adds to each row: where in Kafka it came from. */
final class SinkRows {
    private SinkRows() {}

    static Type kafkaType() {
        return new GroupType(
                Repetition.OPTIONAL,
                "_kafka",
                Types.optional(BINARY).as(LogicalTypeAnnotation.stringType()).named("topic"),
                Types.optional(INT32).named("partition"),
                Types.optional(INT64).named("offset"),
                Types.optional(INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                        .named("timestamp"));
    }

    static void kafka(RecordConsumer out, SinkRecord record, int index) {
        out.startField("_kafka", index);
        out.startGroup();
        out.startField("topic", 0);
        out.addBinary(Binary.fromString(record.topic()));
        out.endField("topic", 0);
        out.startField("partition", 1);
        out.addInteger(record.kafkaPartition());
        out.endField("partition", 1);
        out.startField("offset", 2);
        out.addLong(record.kafkaOffset());
        out.endField("offset", 2);
        out.startField("timestamp", 3);
        out.addLong(record.timestamp() * 1_000);
        out.endField("timestamp", 3);
        out.endGroup();
        out.endField("_kafka", index);
    }
}
