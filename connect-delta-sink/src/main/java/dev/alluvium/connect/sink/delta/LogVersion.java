// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.sink.write.Commit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code commitInfo} says of one version.
 *
 * @param operation in its writer's words, empty if there is no {@code commitInfo}
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#commit-provenance-information">Delta protocol,
 *     Commit Provenance Information</a>
 */
record LogVersion(long version, String operation, JsonNode parameters) {
    static final long UNKNOWN = -1;
    /** By which a write says that it is over some rows only. */
    private static final List<String> PARTS =
            List.of("predicate", "isDynamicPartitionOverwrite", "replaceOnCond", "replaceUsingCols");

    private static final ObjectMapper JSON = new ObjectMapper();

    static LogVersion of(long version, JsonNode commitInfo) {
        return new LogVersion(version, commitInfo.path("operation").asText(""), commitInfo.path("operationParameters"));
    }

    /** Whether this sink wrote it, in whichever task. */
    boolean isOurs() {
        return parameters.has(Commit.ID_PARAMETER);
    }

    boolean isRestore() {
        return operation.equals("RESTORE");
    }

    /** The table became another one, with other rows: by REPLACE, or by a write over all of it. */
    boolean isReplacement() {
        boolean isReplace = operation.contains("REPLACE") && !operation.contains("COLUMNS");
        return isReplace || (isOverwrite() && PARTS.stream().noneMatch(this::isGiven));
    }

    private boolean isOverwrite() {
        return operation.equals("WRITE") && parameters.path("mode").asText("").equals("Overwrite");
    }

    private boolean isGiven(String parameter) {
        return !List.of("", "false", "null").contains(parameters.path(parameter).asText(""));
    }

    /** The version that a RESTORE went back to, {@link #UNKNOWN} if it was asked for by a time. */
    long restoredTo() {
        JsonNode to = parameters.path("version");
        return to.asLong(UNKNOWN);
    }

    /** What a commit of ours covered: by appId, the offsets of its first and of its last row. */
    SortedMap<String, long[]> offsets() {
        SortedMap<String, long[]> offsets = new TreeMap<>();
        try {
            JSON.readTree(parameters.path(Commit.OFFSETS_PARAMETER).asText("{}"))
                    .properties()
                    .forEach(range -> offsets.put(range.getKey(), new long[] {
                        range.getValue().path(0).asLong(),
                        range.getValue().path(1).asLong()
                    }));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("version " + version + " has offsets that are no JSON", e);
        }
        return offsets;
    }
}
