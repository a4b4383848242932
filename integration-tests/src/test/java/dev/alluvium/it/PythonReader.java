// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alluvium.it.ReaderType.Kind;
import dev.alluvium.it.ReaderType.Member;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Python's {@code deltalake}, which is delta-rs, and Arrow: a process for each table that is read. */
final class PythonReader implements TableReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCRIPT = "delta_reader.py";

    private final Path python;
    private final Path script;
    private final Path log;

    /** Skips the test, or fails it, where there is no such Python. */
    PythonReader(Path directory) throws IOException {
        python = Components.required(
                "ALLUVIUM_PYTHON", "a Python interpreter with deltalake and pyarrow, as .ci/python installs it");
        script = directory.resolve(SCRIPT);
        log = directory.resolve("python.log");
        try (InputStream source = PythonReader.class.getResourceAsStream("/" + SCRIPT)) {
            Files.copy(source, script);
        }
    }

    @Override
    public TableContent read(Path table) throws IOException {
        Process process = new ProcessBuilder(python.toString(), script.toString(), table.toString())
                .redirectError(log.toFile())
                .start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (answer.isEmpty()) {
            throw new IOException("Python: " + Files.readString(log));
        }
        return content(JSON.readTree(answer));
    }

    private static TableContent content(JsonNode answer) {
        Map<String, String> types = new LinkedHashMap<>();
        List<Member> columns = new ArrayList<>();
        answer.get("columns").forEach(column -> {
            types.put(
                    column.get("name").asText(), column.get("type").get("text").asText());
            columns.add(member(column));
        });
        ReaderType row = new ReaderType(Kind.STRUCT, "row", columns);
        List<JsonNode> rows = new ArrayList<>();
        answer.get("rows").forEach(raw -> rows.add((ObjectNode) row.value(raw, PythonReader::scalar)));
        return new TableContent(types, rows);
    }

    private static Member member(JsonNode field) {
        return new Member(field.get("name").asText(), type(field.get("type")));
    }

    private static ReaderType type(JsonNode type) {
        List<Member> members = new ArrayList<>();
        type.get("members").forEach(member -> members.add(member(member)));
        Kind kind = Kind.valueOf(type.get("kind").asText().toUpperCase(Locale.ROOT));
        return new ReaderType(kind, type.get("text").asText(), members);
    }

    private static JsonNode scalar(String type, JsonNode raw) {
        if (type.startsWith("timestamp")) {
            return TextNode.valueOf(
                    OffsetDateTime.parse(raw.asText()).toInstant().toString());
        }
        return switch (type) {
            case "float" -> TextNode.valueOf(Float.toString(Float.parseFloat(javaWords(raw))));
            case "double" -> TextNode.valueOf(Double.toString(Double.parseDouble(javaWords(raw))));
            default -> raw;
        };
    }

    private static String javaWords(JsonNode number) {
        return number.asText().replace("nan", "NaN").replace("inf", "Infinity");
    }

    @Override
    public void close() {
        // Nothing runs between two tables.
    }
}
