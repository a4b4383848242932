// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and widens a table's schema in the form in which {@code metaData.schemaString} holds it, which both libraries
 * take and give. What this sink does not know of a schema passes through untouched.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#schema-serialization-format">Delta protocol,
 *     Schema Serialization Format</a>
 */
final class DeltaSchemas {
    static final String NO_COLUMNS = "{\"type\":\"struct\",\"fields\":[]}";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*\\)");

    private DeltaSchemas() {}

    /** The columns this sink can fill: those of other types, at any depth, are left out. */
    static TableSchema read(String schema) throws IOException {
        return new TableSchema(columns(JSON.readTree(schema)));
    }

    /** As above, of a table that is partitioned by some of its columns. */
    static TableSchema read(String schema, List<String> partitionBy) throws IOException {
        return new TableSchema(columns(JSON.readTree(schema)), partitionBy);
    }

    /**
     * Adds to {@code schema}, at any depth, the columns of {@code to} that it lacks.
     *
     * @throws UnsupportedTableException if a column exists with another type
     */
    static String widen(String schema, TableSchema to) throws IOException, UnsupportedTableException {
        return widenStruct(JSON.readTree(schema), to.columns(), "").toString();
    }

    /** The paths of the fields, at any depth, whose metadata has {@code key}. */
    static List<String> columnsWith(String key, String schema) throws IOException {
        List<String> paths = new ArrayList<>();
        columnsWith(key, JSON.readTree(schema), "", paths);
        return paths;
    }

    private static void columnsWith(String key, JsonNode type, String above, List<String> paths) {
        for (JsonNode field : type.path("fields")) {
            String path = above + field.path("name").asText();
            if (field.path("metadata").has(key)) {
                paths.add(path);
            }
            columnsWith(key, field.path("type"), path + ".", paths);
        }
        for (String inside : List.of("elementType", "keyType", "valueType")) {
            if (type.has(inside)) {
                columnsWith(key, type.path(inside), above, paths);
            }
        }
    }

    private static List<Column> columns(JsonNode struct) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode field : struct.path("fields")) {
            type(field.path("type"))
                    .ifPresent(type -> columns.add(new Column(field.path("name").asText(), type)));
        }
        return columns;
    }

    private static Optional<ColumnType> type(JsonNode type) {
        if (type.isTextual()) {
            return namedType(type.asText());
        }
        return switch (type.path("type").asText()) {
            case "struct" -> Optional.of(new ColumnType.Struct(columns(type)));
            case "array" -> type(type.path("elementType")).map(ColumnType.ListOf::new);
            case "map" ->
                type(type.path("keyType"))
                        .flatMap(key -> type(type.path("valueType")).map(value -> new ColumnType.MapOf(key, value)));
            default -> Optional.empty();
        };
    }

    private static Optional<ColumnType> namedType(String name) {
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return Optional.of(
                    new ColumnType.Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2))));
        }
        return Arrays.stream(Primitive.values())
                .filter(primitive -> nameOf(primitive).equals(name))
                .findAny()
                .map(ColumnType.class::cast);
    }

    private static ObjectNode widenStruct(JsonNode struct, List<Column> to, String path)
            throws UnsupportedTableException {
        Map<String, Column> missing = new LinkedHashMap<>();
        to.forEach(column -> missing.put(column.name(), column));
        ArrayNode fields = JSON.createArrayNode();
        for (JsonNode field : struct.path("fields")) {
            Column column = missing.remove(field.path("name").asText());
            fields.add(column == null ? field : widenField(field, column, path + column.name()));
        }
        missing.values().forEach(column -> fields.add(newField(column)));
        ObjectNode widened = struct.deepCopy();
        return widened.set("fields", fields);
    }

    private static JsonNode widenField(JsonNode field, Column to, String path) throws UnsupportedTableException {
        ObjectNode widened = field.deepCopy();
        return widened.set("type", widenType(field.path("type"), to.type(), path));
    }

    private static JsonNode widenType(JsonNode type, ColumnType to, String path) throws UnsupportedTableException {
        String kind = type.path("type").asText();
        if (to instanceof ColumnType.Struct struct && kind.equals("struct")) {
            return widenStruct(type, struct.columns(), path + ".");
        }
        if (to instanceof ColumnType.ListOf list && kind.equals("array")) {
            ObjectNode widened = type.deepCopy();
            return widened.set("elementType", widenType(type.path("elementType"), list.element(), path + "[]"));
        }
        if (to instanceof ColumnType.MapOf map && kind.equals("map")) {
            ObjectNode widened = type.deepCopy();
            widened.set("keyType", widenType(type.path("keyType"), map.key(), path + ".key"));
            return widened.set("valueType", widenType(type.path("valueType"), map.value(), path + ".value"));
        }
        if (type(type).equals(Optional.of(to))) {
            return type;
        }
        throw new UnsupportedTableException("column " + path + " is " + type + " in the table, and " + json(to)
                + " is wanted: rename the field on its way to the table");
    }

    private static ObjectNode newField(Column column) {
        ObjectNode field = JSON.createObjectNode().put("name", column.name());
        field.set("type", json(column.type()));
        field.put("nullable", true);
        field.putObject("metadata");
        return field;
    }

    private static JsonNode json(ColumnType type) {
        ObjectNode json = JSON.createObjectNode();
        if (type instanceof Primitive primitive) {
            return json.textNode(nameOf(primitive));
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return json.textNode("decimal(" + decimal.precision() + "," + decimal.scale() + ")");
        }
        if (type instanceof ColumnType.Struct struct) {
            ArrayNode fields = json.put("type", "struct").putArray("fields");
            struct.columns().forEach(column -> fields.add(newField(column)));
            return json;
        }
        if (type instanceof ColumnType.ListOf list) {
            json.put("type", "array").set("elementType", json(list.element()));
            return json.put("containsNull", true);
        }
        ColumnType.MapOf map = (ColumnType.MapOf) type;
        json.put("type", "map").set("keyType", json(map.key()));
        json.set("valueType", json(map.value()));
        return json.put("valueContainsNull", true);
    }

    private static String nameOf(Primitive primitive) {
        return primitive.name().toLowerCase(Locale.ROOT);
    }
}
