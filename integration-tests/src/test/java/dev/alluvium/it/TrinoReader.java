// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alluvium.it.ReaderType.Kind;
import dev.alluvium.it.ReaderType.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trino's Delta Lake connector on local files. */
final class TrinoReader implements TableReader {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'");

    private final TrinoServer trino;
    private int tables;

    TrinoReader(Path directory) throws IOException {
        trino = new TrinoServer(directory);
        trino.sql("CREATE CATALOG lake USING delta_lake WITH (\"hive.metastore\" = 'file', "
                + "\"hive.metastore.catalog.dir\" = 'local://"
                + directory.resolve("metastore").toAbsolutePath() + "', "
                + "\"fs.native-local.enabled\" = 'true', \"local.location\" = '/', "
                + "\"delta.register-table-procedure.enabled\" = 'true')");
        trino.sql("CREATE SCHEMA lake.it");
    }

    @Override
    public TableContent read(Path table) throws IOException {
        return query(table, "SELECT * FROM {table}");
    }

    /** What {@code sql} gives, where {@code {table}} stands for the table. */
    TableContent query(Path table, String sql) throws IOException {
        // A new name each time: Trino remembers for a while what a table of a name was like.
        String name = "t" + tables++;
        trino.sql("CALL lake.system.register_table('it', '" + name + "', 'local://" + table.toAbsolutePath() + "')");
        TrinoClient.Answer answer = trino.sql(sql.replace("{table}", "lake.it." + name));
        Map<String, String> types = new LinkedHashMap<>();
        List<Member> columns = new ArrayList<>();
        for (JsonNode column : answer.columns()) {
            types.put(column.get("name").asText(), column.get("type").asText());
            columns.add(new Member(column.get("name").asText(), type(column.get("typeSignature"))));
        }
        ReaderType row = new ReaderType(Kind.STRUCT, "row", columns);
        List<JsonNode> rows = answer.rows().stream()
                .map(raw -> row.value(raw, TrinoReader::scalar))
                .toList();
        return new TableContent(types, rows);
    }

    private static ReaderType type(JsonNode signature) {
        String name = signature.get("rawType").asText();
        Kind kind =
                switch (name) {
                    case "array" -> Kind.LIST;
                    case "map" -> Kind.MAP;
                    case "row" -> Kind.STRUCT;
                    default -> Kind.SCALAR;
                };
        List<Member> members = new ArrayList<>();
        if (kind != Kind.SCALAR) {
            for (JsonNode argument : signature.get("arguments")) {
                JsonNode value = argument.get("value");
                members.add(
                        kind == Kind.STRUCT
                                ? new Member(
                                        value.get("fieldName").get("name").asText(), type(value.get("typeSignature")))
                                : new Member("", type(value)));
            }
        }
        return new ReaderType(kind, name, members);
    }

    private static JsonNode scalar(String type, JsonNode raw) {
        return switch (type) {
            case "timestamp with time zone" ->
                TextNode.valueOf(LocalDateTime.parse(raw.asText(), UTC)
                        .toInstant(ZoneOffset.UTC)
                        .toString());
            case "real" -> TextNode.valueOf(Float.toString(Float.parseFloat(raw.asText())));
            case "double" -> TextNode.valueOf(Double.toString(Double.parseDouble(raw.asText())));
            case "tinyint", "smallint", "integer" -> IntNode.valueOf(Integer.parseInt(raw.asText()));
            case "bigint" -> LongNode.valueOf(Long.parseLong(raw.asText()));
            default -> raw;
        };
    }

    @Override
    public void close() {
        trino.close();
    }
}
