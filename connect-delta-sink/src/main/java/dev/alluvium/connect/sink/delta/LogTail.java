// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What one version of a log says that matters to whoever follows it: its txns, and whether the table itself became another.
 *
 * @param sizeBytes of its file
 * @param changesTable whether it holds anything but files, txns and what is said of the commit
 * @param updatedMs when the txns were written, of those that say so
 */
record LogTail(
        LogVersion version, long sizeBytes, boolean changesTable, Map<String, Long> txns, Map<String, Long> updatedMs) {

    /** Collects what the lines of a version say. */
    static final class Reader {
        private final long version;
        private final Map<String, Long> txns = new HashMap<>();
        private final Map<String, Long> updatedMs = new HashMap<>();
        private LogVersion told;
        private long sizeBytes;
        private boolean changesTable;

        Reader(long version) {
            this.version = version;
            this.told = LogVersion.of(version, MissingNode.getInstance());
        }

        void line(JsonNode action, int lineBytes) {
            sizeBytes += lineBytes + 1L;
            JsonNode txn = action.path("txn");
            if (action.has("commitInfo")) {
                told = LogVersion.of(version, action.path("commitInfo"));
            } else if (txn.isObject()) {
                txns.put(txn.path("appId").asText(), txn.path("version").asLong());
                if (txn.path("lastUpdated").isNumber()) {
                    updatedMs.put(
                            txn.path("appId").asText(), txn.path("lastUpdated").asLong());
                }
            } else if (!action.has("add") && !action.has("remove")) {
                changesTable = true;
            }
        }

        LogTail end() {
            return new LogTail(told, sizeBytes, changesTable, txns, updatedMs);
        }
    }
}
