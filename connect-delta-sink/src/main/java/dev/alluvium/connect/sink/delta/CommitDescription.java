// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableState;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What {@code commitInfo} says of a version, whichever library writes it.
 *
 * @param operation in the words that Spark and both libraries use
 */
record CommitDescription(String operation, Map<String, String> parameters, Map<String, String> metrics) {
    private static final ObjectMapper JSON = new ObjectMapper();

    CommitDescription {
        parameters = Map.copyOf(parameters);
        metrics = Map.copyOf(metrics);
    }

    static CommitDescription of(Commit commit) {
        Map<String, String> parameters = new HashMap<>(commit.notes());
        parameters.put(Commit.ID_PARAMETER, commit.id().toString());
        parameters.put(Commit.OFFSETS_PARAMETER, offsets(commit));
        long rows = commit.files().stream().mapToLong(DataFile::rows).sum();
        long bytes = commit.files().stream().mapToLong(DataFile::sizeBytes).sum();
        return new CommitDescription(
                "STREAMING UPDATE",
                parameters,
                Map.of(
                        "numAddedFiles", String.valueOf(commit.files().size()),
                        "numRemovedFiles", "0",
                        "numOutputRows", String.valueOf(rows),
                        "numOutputBytes", String.valueOf(bytes)));
    }

    /** A version that changes nothing but the schema. It carries an id as well, to be known after a conflict. */
    static CommitDescription ofSchemaChange(UUID id, TableState from) {
        String operation = from.exists() ? "ADD COLUMNS" : "CREATE TABLE";
        return new CommitDescription(operation, Map.of(Commit.ID_PARAMETER, id.toString()), Map.of());
    }

    private static String offsets(Commit commit) {
        ObjectNode offsets = JSON.createObjectNode();
        commit.txns()
                .forEach((appId, step) ->
                        offsets.putArray(appId).add(step.firstOffset()).add(step.version()));
        return offsets.toString();
    }
}
