// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.verify.Progress;
import dev.alluvium.verify.Question;
import dev.alluvium.verify.TableOffsets;
import dev.alluvium.verify.TableVerdict;
import dev.alluvium.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A table that the sink wrote, what somebody else makes of it, and what a witness says of it. */
record SinkTable(Path root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String path() {
        return "file:" + root;
    }

    TableOffsets offsets() {
        return TableOffsets.read(new Configuration(), 1, path(), Progress.NONE);
    }

    TableVerdict verdict() {
        try (Verifier verifier = new Verifier(new Configuration(), 1, Progress.NONE)) {
            return verifier.verify(Question.of(path())).get(0);
        }
    }

    long lastVersion() {
        try (Stream<Path> files = Files.list(root.resolve("_delta_log"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{20}\\.json"))
                    .mapToLong(name -> Long.parseLong(name.substring(0, 20)))
                    .max()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As RESTORE does: the files since are taken out by a version more, and the txns are left as they are. */
    void restore(long version) throws IOException {
        List<JsonNode> actions = new ArrayList<>();
        actions.add(JSON.readTree("{\"commitInfo\":{\"timestamp\":1,\"operation\":\"RESTORE\",\"operationParameters\":"
                + "{\"version\":\"" + version + "\",\"timestamp\":null}}}"));
        for (long since = version + 1; since <= lastVersion(); since++) {
            for (JsonNode add : actions(since, "add")) {
                ObjectNode remove = JSON.createObjectNode();
                remove.putObject("remove")
                        .put("path", add.path("path").asText())
                        .put("deletionTimestamp", 1L)
                        .put("dataChange", true);
                actions.add(remove);
            }
        }
        append(actions);
    }

    /** As ALTER TABLE ... SET TBLPROPERTIES does. */
    void property(String name, String value) throws IOException {
        ObjectNode metadata = ((ObjectNode) actions(0, "metaData").get(0)).deepCopy();
        metadata.withObject("/configuration").put(name, value);
        append(List.of(
                JSON.readTree("{\"commitInfo\":{\"timestamp\":1,\"operation\":\"SET TBLPROPERTIES\"}}"),
                JSON.createObjectNode().set("metaData", metadata)));
    }

    private void append(List<JsonNode> actions) throws IOException {
        List<String> lines = actions.stream().map(JsonNode::toString).toList();
        Files.write(file(lastVersion() + 1), lines, StandardOpenOption.CREATE_NEW);
    }

    private List<JsonNode> actions(long version, String kind) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (String line : Files.readAllLines(file(version))) {
            JsonNode action = JSON.readTree(line).path(kind);
            if (!action.isMissingNode()) {
                found.add(action);
            }
        }
        return found;
    }

    private Path file(long version) {
        return root.resolve("_delta_log").resolve(String.format("%020d.json", version));
    }
}
