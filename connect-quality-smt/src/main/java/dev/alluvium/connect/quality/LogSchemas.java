// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.log.LogFormat;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/** What records of lines are like. */
final class LogSchemas {
    static final String RAW = "raw";
    static final String ERROR = "error";

    private static final Schema TIME = Timestamp.builder().optional().build();

    private LogSchemas() {}

    static Schema of(LogFormat format) {
        SchemaBuilder schema = SchemaBuilder.struct()
                .name("dev.alluvium.log." + format)
                .version(1)
                .field(RAW, Schema.STRING_SCHEMA)
                .field(ERROR, Schema.OPTIONAL_STRING_SCHEMA)
                .field("time", TIME);
        return switch (format) {
            case ACCESS ->
                texts(schema, "remote_host", "remote_user", "request", "method", "path", "protocol")
                        .field("status", Schema.OPTIONAL_INT32_SCHEMA)
                        .field("bytes", Schema.OPTIONAL_INT64_SCHEMA)
                        .field("referer", Schema.OPTIONAL_STRING_SCHEMA)
                        .field("user_agent", Schema.OPTIONAL_STRING_SCHEMA)
                        .field("rest", Schema.OPTIONAL_STRING_SCHEMA)
                        .build();
            case SYSLOG ->
                texts(
                                schema.field("facility", Schema.OPTIONAL_INT32_SCHEMA)
                                        .field("severity", Schema.OPTIONAL_INT32_SCHEMA),
                                "host",
                                "app",
                                "proc_id",
                                "msg_id")
                        .field(
                                "structured_data",
                                SchemaBuilder.map(
                                                Schema.STRING_SCHEMA, textMap().build())
                                        .optional()
                                        .build())
                        .field("message", Schema.OPTIONAL_STRING_SCHEMA)
                        .build();
            case LOGFMT, JSON ->
                texts(schema, "level", "message")
                        .field("fields", textMap().optional().build())
                        .build();
        };
    }

    private static SchemaBuilder texts(SchemaBuilder schema, String... names) {
        for (String name : names) {
            schema.field(name, Schema.OPTIONAL_STRING_SCHEMA);
        }
        return schema;
    }

    private static SchemaBuilder textMap() {
        return SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA);
    }
}
