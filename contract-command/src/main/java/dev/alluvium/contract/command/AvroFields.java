// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alluvium.contract.ContractDraft.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an Avro schema says of records. Of Debezium's envelope that is the row as it became.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/">Avro, specification</a>
 */
final class AvroFields {
    private static final Map<String, String> LOGICAL = Map.of(
            "string", "string",
            "boolean", "boolean",
            "int", "integer",
            "long", "integer",
            "float", "number",
            "double", "number",
            "enum", "string");
    private static final Map<String, String> FORMATS =
            Map.of("int", "i32", "long", "i64", "float", "f32", "double", "f64");

    /** A type is written out once, and named from then on. */
    private final Map<String, JsonNode> named = new HashMap<>();
    /** A record may have itself inside: it is not gone into twice. */
    private final Set<String> open = new HashSet<>();

    private AvroFields() {}

    /** @throws IllegalArgumentException if it is no record */
    static List<Field> of(JsonNode schema) {
        List<Field> fields = new AvroFields().field("", schema, "").inside();
        List<String> names = fields.stream().map(Field::name).toList();
        if (names.containsAll(List.of("op", "source", "after"))) {
            fields = fields.get(names.indexOf("after")).inside();
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("the schema is of no record with fields");
        }
        return fields;
    }

    private Field field(String name, JsonNode type, String description) {
        boolean isRequired = true;
        JsonNode written = type;
        if (type.isArray()) {
            List<JsonNode> choices = new ArrayList<>();
            type.forEach(choice -> {
                if (!choice.asText().equals("null")) {
                    choices.add(choice);
                }
            });
            isRequired = choices.size() == type.size();
            // Of several types there is no one word.
            written = choices.size() == 1 ? choices.get(0) : type.path(-1);
        }
        JsonNode resolved = named.getOrDefault(written.asText(), written);
        String kind = resolved.isObject() ? resolved.path("type").asText() : resolved.asText();
        if (resolved.isObject() && resolved.has("name")) {
            named.put(resolved.get("name").asText(), resolved);
            String space = resolved.path("namespace").asText();
            named.put(space + "." + resolved.get("name").asText(), resolved);
        }
        return typed(name, resolved, kind, isRequired, description);
    }

    private Field typed(String name, JsonNode type, String kind, boolean isRequired, String description) {
        String logical = type.path("logicalType").asText();
        return switch (kind) {
            case "record" -> new Field(name, "object", "", Map.of(), isRequired, description, inside(type));
            case "array" ->
                new Field(
                        name,
                        "array",
                        "",
                        Map.of(),
                        isRequired,
                        description,
                        List.of(field("", type.path("items"), "")));
            default -> {
                if (logical.equals("decimal")) {
                    String physical = "decimal(" + type.path("precision").asInt() + ","
                            + type.path("scale").asInt() + ")";
                    yield new Field(name, "number", physical, Map.of(), isRequired, description, List.of());
                } else if (logical.equals("date") || logical.contains("timestamp")) {
                    String named = logical.equals("date") ? "date" : "timestamp";
                    yield new Field(name, named, logical, Map.of(), isRequired, description, List.of());
                }
                Map<String, String> options =
                        FORMATS.containsKey(kind) ? Map.of("format", FORMATS.get(kind)) : Map.of();
                yield new Field(
                        name, LOGICAL.getOrDefault(kind, ""), kind, options, isRequired, description, List.of());
            }
        };
    }

    private List<Field> inside(JsonNode record) {
        List<Field> fields = new ArrayList<>();
        String name = record.path("name").asText();
        if (open.add(name)) {
            record.path("fields")
                    .forEach(field -> fields.add(field(
                            field.path("name").asText(),
                            field.path("type"),
                            field.path("doc").asText())));
            open.remove(name);
        }
        return fields;
    }
}
