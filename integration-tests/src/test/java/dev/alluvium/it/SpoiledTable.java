// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A table to whose log somebody writes what makes it wrong. */
record SpoiledTable(Path directory) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static SpoiledTable of(Cluster cluster, String table) {
        return new SpoiledTable(Path.of(cluster.warehouse().uri()).resolve(table));
    }

    /** A second copy of a data file, in the log like any other. */
    Path addAgain() throws IOException {
        JsonNode add = adds().get(0);
        Path file = directory.resolve(add.path("path").asText());
        Path copy = file.resolveSibling("copy-" + file.getFileName());
        Files.copy(file, copy);
        ObjectNode again = add.deepCopy();
        again.put("path", directory.relativize(copy).toString());
        commit(JSON.createObjectNode().set("add", again));
        return copy;
    }

    /** Takes the data file away that was added last. */
    void removeLastFile() throws IOException {
        List<JsonNode> adds = adds();
        remove(directory.resolve(adds.get(adds.size() - 1).path("path").asText()));
    }

    private List<JsonNode> adds() throws IOException {
        List<JsonNode> adds = new ArrayList<>();
        for (Path version : versions()) {
            for (String line : Files.readAllLines(version, StandardCharsets.UTF_8)) {
                JsonNode add = JSON.readTree(line).path("add");
                if (!add.isMissingNode()) {
                    adds.add(add);
                }
            }
        }
        return adds;
    }

    static Path original(Path copy) {
        return copy.resolveSibling(copy.getFileName().toString().substring("copy-".length()));
    }

    void remove(Path file) throws IOException {
        ObjectNode remove = JSON.createObjectNode();
        remove.putObject("remove")
                .put("path", directory.relativize(file).toString())
                .put("deletionTimestamp", 1_700_000_000_000L)
                .put("dataChange", true);
        commit(remove);
    }

    private void commit(JsonNode action) throws IOException {
        List<Path> versions = versions();
        String last = versions.get(versions.size() - 1).getFileName().toString();
        long next = Long.parseLong(last.substring(0, last.indexOf('.'))) + 1;
        Files.writeString(directory.resolve("_delta_log").resolve(String.format("%020d.json", next)), action + "\n");
    }

    private List<Path> versions() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("_delta_log"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
