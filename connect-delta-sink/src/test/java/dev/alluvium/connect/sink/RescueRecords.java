// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static dev.alluvium.connect.sink.Records.emitted;
import static dev.alluvium.connect.sink.Records.ofValue;
import static dev.alluvium.connect.sink.Records.read;

import dev.alluvium.connect.sink.core.SchemaEvolution;
import dev.alluvium.connect.sink.core.TableSchema;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records of a struct of a field {@code id} and another, and the tables that such records make. */
final class RescueRecords {
    private RescueRecords() {}

    static Schema decimal(int precision, int scale) {
        return Decimal.builder(scale)
                .parameter("connect.decimal.precision", String.valueOf(precision))
                .build();
    }

    /** A struct of a field {@code id} and another. */
    static Schema record(String name, Schema field) {
        return SchemaBuilder.struct()
                .optional()
                .field("id", Schema.INT32_SCHEMA)
                .field(name, field)
                .build();
    }

    static SinkRecord value(Schema schema, String field, Object value) {
        return ofValue(schema, new Struct(schema).put("id", 1).put(field, value));
    }

    static Map<String, Object> row(TableSchema table, Schema schema, String field, Object value) {
        return emitted(read(value(schema, field, value)), table);
    }

    static TableSchema schemaOf(Schema schema) {
        return read(ofValue(schema, null)).shape().schema();
    }

    static TableSchema tableOf(Schema schema) {
        return merged(TableSchema.EMPTY, schema);
    }

    static TableSchema merged(TableSchema table, Schema schema) {
        return SchemaEvolution.merge(table, schemaOf(schema)).merged();
    }
}
