// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * Writes a schema as Kafka's JSON converter does, which can read it again. A schema inside itself, or deeper than any that
 * people write, is named and not repeated; defaults and documentation are left out: values do not depend on them.
 */
final class SchemaText {
    private static final int MAX_DEPTH = 100;

    private final IdentityHashMap<Schema, Boolean> open = new IdentityHashMap<>();
    private final JsonGenerator json;

    SchemaText(JsonGenerator json) {
        this.json = json;
    }

    void write(Schema schema) throws IOException {
        json.writeStartObject();
        writeInside(schema);
        json.writeEndObject();
    }

    private void writeInside(Schema schema) throws IOException {
        json.writeStringField("type", type(schema.type()));
        json.writeBooleanField("optional", schema.isOptional());
        if (schema.name() != null) {
            json.writeStringField("name", schema.name());
        }
        if (schema.version() != null) {
            json.writeNumberField("version", schema.version());
        }
        if (schema.parameters() != null && !schema.parameters().isEmpty()) {
            json.writeObjectFieldStart("parameters");
            for (Map.Entry<String, String> parameter : schema.parameters().entrySet()) {
                json.writeStringField(parameter.getKey(), parameter.getValue());
            }
            json.writeEndObject();
        }
        if (open.size() < MAX_DEPTH && open.putIfAbsent(schema, true) == null) {
            writeParts(schema);
            open.remove(schema);
        }
    }

    private void writeParts(Schema schema) throws IOException {
        switch (schema.type()) {
            case ARRAY -> writePart("items", schema.valueSchema());
            case MAP -> {
                writePart("keys", schema.keySchema());
                writePart("values", schema.valueSchema());
            }
            case STRUCT -> {
                json.writeArrayFieldStart("fields");
                for (Field field : schema.fields()) {
                    json.writeStartObject();
                    json.writeStringField("field", field.name());
                    writeInside(field.schema());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            default -> {
                // A simple type has no parts.
            }
        }
    }

    private void writePart(String name, Schema part) throws IOException {
        json.writeFieldName(name);
        write(part);
    }

    private static String type(Schema.Type type) {
        return switch (type) {
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            case INT8, INT16, INT32, INT64, BOOLEAN, STRING, BYTES, ARRAY, MAP, STRUCT -> type.getName();
        };
    }
}
