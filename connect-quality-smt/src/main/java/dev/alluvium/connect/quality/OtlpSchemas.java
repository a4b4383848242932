// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/** What batches of OpenTelemetry are like: each log record, data point and span with the resource and the scope that it is of. */
final class OtlpSchemas {
    private static final Schema TIME = Timestamp.builder().optional().build();
    private static final Schema TEXTS = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();

    static final Schema LOG = ofResource("Log")
            .field("time", TIME)
            .field("time_unix_nano", Schema.OPTIONAL_INT64_SCHEMA)
            .field("observed_time", TIME)
            .field("severity_number", Schema.OPTIONAL_INT32_SCHEMA)
            .field("severity", Schema.OPTIONAL_STRING_SCHEMA)
            .field("body", Schema.OPTIONAL_STRING_SCHEMA)
            .field("trace_id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("span_id", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    static final Schema POINT = ofResource("Point")
            .field("time", TIME)
            .field("time_unix_nano", Schema.OPTIONAL_INT64_SCHEMA)
            .field("start_time", TIME)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("unit", Schema.OPTIONAL_STRING_SCHEMA)
            .field("type", Schema.STRING_SCHEMA)
            .field("temporality", Schema.OPTIONAL_INT32_SCHEMA)
            .field("is_monotonic", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field("value", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("int_value", Schema.OPTIONAL_INT64_SCHEMA)
            .field("count", Schema.OPTIONAL_INT64_SCHEMA)
            .field("sum", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("detail", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    static final Schema SPAN = ofResource("Span")
            .field("time", TIME)
            .field("time_unix_nano", Schema.OPTIONAL_INT64_SCHEMA)
            .field("end_time", TIME)
            .field("end_time_unix_nano", Schema.OPTIONAL_INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("kind", Schema.OPTIONAL_INT32_SCHEMA)
            .field("trace_id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("span_id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("parent_span_id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("status_code", Schema.OPTIONAL_INT32_SCHEMA)
            .field("status_message", Schema.OPTIONAL_STRING_SCHEMA)
            .field("events", Schema.OPTIONAL_STRING_SCHEMA)
            .field("links", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    static final Schema BATCH = SchemaBuilder.struct()
            .name("dev.alluvium.otlp.Batch")
            .version(1)
            .field(LogSchemas.RAW, Schema.STRING_SCHEMA)
            .field(LogSchemas.ERROR, Schema.OPTIONAL_STRING_SCHEMA)
            .field("logs", SchemaBuilder.array(LOG).optional().build())
            .field("points", SchemaBuilder.array(POINT).optional().build())
            .field("spans", SchemaBuilder.array(SPAN).optional().build())
            .build();

    private OtlpSchemas() {}

    private static SchemaBuilder ofResource(String name) {
        return SchemaBuilder.struct()
                .name("dev.alluvium.otlp." + name)
                .version(1)
                .field("resource", TEXTS)
                .field("scope", Schema.OPTIONAL_STRING_SCHEMA)
                .field("attributes", TEXTS);
    }
}
