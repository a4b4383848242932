// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.reingest.Rejected.Content;
import dev.alluvium.reingest.Rejected.HeaderBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of rejects again, as they were when they were rejected, but for what the headers said of that. */
final class RejectedRecords {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String VERDICTS = "dq.";

    private final JsonConverter withSchema = converter(true);
    private final JsonConverter withoutSchema = converter(false);

    private static JsonConverter converter(boolean hasSchemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of(
                "schemas.enable",
                String.valueOf(hasSchemas),
                "replace.null.with.default",
                "false",
                "converter.type",
                "value"));
        return converter;
    }

    /** @throws ReingestException if it was kept in a form that cannot be read, with its place */
    SinkRecord of(Rejected rejected) {
        try {
            SchemaAndValue key = of(rejected.key());
            SchemaAndValue value = of(rejected.value());
            ConnectHeaders headers = new ConnectHeaders();
            for (HeaderBytes header : rejected.headers()) {
                if (!header.key().startsWith(VERDICTS)) {
                    headers.add(header.key(), new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, header.value()));
                }
            }
            return new SinkRecord(
                    rejected.topic(),
                    rejected.partition(),
                    key.schema(),
                    key.value(),
                    value.schema(),
                    value.value(),
                    rejected.offset(),
                    rejected.timestampMicros() == null
                            ? null
                            : (Long) Math.floorDiv(rejected.timestampMicros(), 1_000L),
                    type(rejected.timestampType()),
                    headers);
        } catch (DataException | IOException e) {
            throw new ReingestException(
                    rejected.topic() + "-" + rejected.partition() + ", offset " + rejected.offset()
                            + ": the rejected record cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private SchemaAndValue of(Content content) throws IOException {
        byte[] bytes = content.bytes();
        if (bytes == null) {
            return SchemaAndValue.NULL;
        }
        String format = String.valueOf(content.format());
        return switch (format) {
            case "bytes" -> new SchemaAndValue(schema(content.schema()), bytes);
            case "text" -> new SchemaAndValue(schema(content.schema()), new String(bytes, StandardCharsets.UTF_8));
            case "json" -> json(bytes, content.schema());
            default -> throw new DataException("there is no format '" + format + "'");
        };
    }

    private SchemaAndValue json(byte[] bytes, @Nullable String schema) throws IOException {
        if (schema == null) {
            return withoutSchema.toConnectData("", bytes);
        }
        ObjectNode whole = MAPPER.createObjectNode();
        whole.set("schema", MAPPER.readTree(schema));
        whole.set("payload", MAPPER.readTree(bytes));
        return withSchema.toConnectData("", MAPPER.writeValueAsBytes(whole));
    }

    private @Nullable Schema schema(@Nullable String text) throws JsonProcessingException {
        if (text == null) {
            return null;
        }
        JsonNode node = MAPPER.readTree(text);
        return withSchema.asConnectSchema(node);
    }

    private static TimestampType type(@Nullable String name) {
        for (TimestampType type : TimestampType.values()) {
            if (type.name.equals(name) || type.name().equals(name)) {
                return type;
            }
        }
        return TimestampType.NO_TIMESTAMP_TYPE;
    }
}
