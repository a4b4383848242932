// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Does to a copy of a warehouse what the sink must never do. */
final class PlantedFaults {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path table;

    private PlantedFaults(Path table) {
        this.table = table;
    }

    static PlantedFaults in(Path warehouse, Path copy, String table) throws IOException {
        try (Stream<Path> all = Files.walk(warehouse)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(warehouse.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return new PlantedFaults(copy.resolve(table));
    }

    /** A commit without its data file: its rows are lost, and its txns say that they are there. */
    void losesAFile() throws IOException {
        ObjectNode remove = JSON.createObjectNode();
        remove.putObject("remove")
                .put("path", lastAdd().path("path").asText())
                .put("deletionTimestamp", System.currentTimeMillis())
                .put("dataChange", true);
        commit(List.of(remove));
    }

    /** A commit that stands twice, as of a zombie that nobody fenced. */
    void doublesACommit() throws IOException {
        JsonNode add = lastAdd();
        Path file = table.resolve(add.path("path").asText());
        Path again = file.resolveSibling("again-" + file.getFileName());
        Files.copy(file, again);
        ObjectNode second = add.deepCopy();
        second.put("path", table.relativize(again).toString());
        commit(List.of(JSON.createObjectNode().set("add", second)));
    }

    /** Of the newest version that adds rows, whose files nobody has compacted. */
    private JsonNode lastAdd() throws IOException {
        List<Path> newestFirst =
                versions().stream().sorted(Comparator.reverseOrder()).toList();
        for (Path version : newestFirst) {
            for (String line : Files.readAllLines(version, StandardCharsets.UTF_8)) {
                JsonNode add = JSON.readTree(line).path("add");
                if (add.isObject()) {
                    return add;
                }
            }
        }
        throw new IllegalStateException("no data file in " + table);
    }

    private void commit(List<JsonNode> actions) throws IOException {
        List<Path> versions = versions();
        String last = versions.get(versions.size() - 1).getFileName().toString();
        long next = Long.parseLong(last.substring(0, last.indexOf('.'))) + 1;
        Path version = table.resolve("_delta_log").resolve(String.format(Locale.ROOT, "%020d.json", next));
        Files.write(version, actions.stream().map(JsonNode::toString).toList());
    }

    private List<Path> versions() throws IOException {
        try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted()
                    .toList();
        }
    }
}
