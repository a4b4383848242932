// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.FakeDeltaLog;
import dev.alluvium.connect.sink.write.FakeDeltaLog.Version;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The text of a log's versions, of ours as they were written, and of those by others as they would have been. */
final class LogText {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** On a column it makes a table one that the adapters do not write to. */
    private static final String INVARIANTS = "delta.invariants";

    private final FakeDeltaLog log;
    private final IdentityHashMap<Version, List<String>> texts = new IdentityHashMap<>();

    LogText(FakeDeltaLog log) {
        this.log = log;
    }

    /** Put-if-absent, as {@link FakeDeltaLog#put}. */
    boolean put(long number, List<String> lines) throws IOException {
        Version content = parsed(lines);
        texts.put(content, lines);
        try {
            return log.put(number, content);
        } catch (IllegalStateException e) {
            // Who writes must not take it for a fault of storage.
            throw new AssertionError(e);
        }
    }

    /** @param number of a version that is there */
    synchronized List<String> lines(long number) {
        Version version = log.versions().get((int) number);
        List<String> known = texts.get(version);
        if (known == null) {
            known = foreign(number, version);
            texts.put(version, known);
        }
        return known;
    }

    /** Somebody puts an invariant on a column. */
    void refuse() {
        JsonNode metadata = metadataAt(log.versions().size() - 1L);
        if (!isRefused(metadata)) {
            ObjectNode schema = schemaOf(metadata);
            JsonNode column = schema.path("fields").path(0).path("metadata");
            ((ObjectNode) column).put(INVARIANTS, "{\"expression\":{\"expression\":\"a <> ''\"}}");
            change(metadata, schema);
        }
    }

    /** Somebody drops it. */
    void accept() {
        JsonNode metadata = metadataAt(log.versions().size() - 1L);
        if (isRefused(metadata)) {
            ObjectNode schema = schemaOf(metadata);
            schema.path("fields").forEach(field -> ((ObjectNode) field.path("metadata")).remove(INVARIANTS));
            change(metadata, schema);
        }
    }

    /** Somebody goes back to that version. The text says so, and nothing of what readers would see. */
    void restore(long version) {
        ObjectNode line = commitInfo("RESTORE");
        ((ObjectNode) line.path("commitInfo")).putObject("operationParameters").put("version", version);
        tell(line);
    }

    /** A re-ingestion has come to its end. */
    void answer() {
        ObjectNode line = commitInfo("STREAMING UPDATE");
        ((ObjectNode) line.path("commitInfo"))
                .putObject("operationParameters")
                .put(Commit.ID_PARAMETER, new UUID(0, log.versions().size()).toString());
        tell(line);
    }

    private void tell(JsonNode commitInfo) {
        int number = (int) log.commitForeign(Map.of(), List.of());
        texts.put(log.versions().get(number), List.of(commitInfo.toString()));
    }

    private void change(JsonNode metadata, JsonNode schema) {
        List<String> lines = List.of(commitInfo("CHANGE COLUMN").toString(), metaData(metadata, schema.toString()));
        int number = (int) log.changeForeign(log.schema());
        texts.put(log.versions().get(number), lines);
    }

    private static boolean isRefused(JsonNode metadata) {
        return metadata.path("schemaString").asText().contains(INVARIANTS);
    }

    private List<String> foreign(long number, Version version) {
        List<String> lines = new ArrayList<>();
        lines.add(commitInfo(version.schema().isPresent() ? "ADD COLUMNS" : "OPTIMIZE")
                .toString());
        version.schema().ifPresent(schema -> {
            JsonNode before = metadataAt(number - 1);
            lines.add(metaData(before, widened(before, schema)));
        });
        return lines;
    }

    private JsonNode metadataAt(long number) {
        for (long at = number; at >= 0; at--) {
            for (String line : lines(at)) {
                JsonNode metadata = json(line).path("metaData");
                if (metadata.isObject()) {
                    return metadata;
                }
            }
        }
        throw new AssertionError("no version up to " + number + " says what the table is");
    }

    private static ObjectNode commitInfo(String operation) {
        ObjectNode line = JSON.createObjectNode();
        line.putObject("commitInfo")
                .put("timestamp", 0)
                .put("operation", operation)
                .put("isBlindAppend", false)
                .putObject("operationParameters")
                .put("predicate", "[]");
        return line;
    }

    private static String metaData(JsonNode before, String schemaString) {
        ObjectNode changed = before.deepCopy();
        changed.put("schemaString", schemaString);
        return JSON.createObjectNode().set("metaData", changed).toString();
    }

    private static String widened(JsonNode metadata, TableSchema to) {
        try {
            return DeltaSchemas.widen(metadata.path("schemaString").asText(), to);
        } catch (IOException | UnsupportedTableException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode schemaOf(JsonNode metadata) {
        return (ObjectNode) json(metadata.path("schemaString").asText());
    }

    private static Version parsed(List<String> lines) throws IOException {
        Optional<UUID> id = Optional.empty();
        Map<String, Long> txns = new HashMap<>();
        List<DataFile> files = new ArrayList<>();
        Optional<TableSchema> schema = Optional.empty();
        for (String line : lines) {
            JsonNode action = json(line);
            JsonNode said =
                    action.path("commitInfo").path("operationParameters").path(Commit.ID_PARAMETER);
            if (said.isTextual()) {
                id = Optional.of(UUID.fromString(said.asText()));
            }
            if (action.has("txn")) {
                txns.put(
                        action.path("txn").path("appId").asText(),
                        action.path("txn").path("version").asLong());
            }
            if (action.has("add")) {
                files.add(file(action.path("add")));
            }
            if (action.has("metaData")) {
                schema = Optional.of(DeltaSchemas.read(
                        action.path("metaData").path("schemaString").asText()));
            }
        }
        return new Version(id, txns, files, Map.of(), schema);
    }

    private static DataFile file(JsonNode add) {
        String statistics = add.path("stats").asText();
        return new DataFile(
                URI.create(add.path("path").asText()).getPath(),
                add.path("size").asLong(),
                add.path("modificationTime").asLong(),
                json(statistics).path("numRecords").asLong(),
                statistics);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
