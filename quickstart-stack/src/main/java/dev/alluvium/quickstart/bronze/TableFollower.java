// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.bronze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.quickstart.stack.StackException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** Reads a table's log version by version, each once, as the versions appear. */
final class TableFollower {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern APP_ID = Pattern.compile(".*/([^/@]+)@\\d+/(\\d+)");

    private final Warehouse warehouse;
    private final String table;
    private final Map<TopicPartition, Long> covered = new HashMap<>();
    private long nextVersion;

    TableFollower(Warehouse warehouse, String table) {
        this.warehouse = warehouse;
        this.table = table;
    }

    /** What is new since the last call. */
    List<SeenCommit> poll() {
        List<SeenCommit> commits = new ArrayList<>();
        Optional<List<String>> lines = warehouse.commit(table, nextVersion);
        while (lines.isPresent()) {
            commits.add(read(lines.get()));
            nextVersion++;
            lines = warehouse.commit(table, nextVersion);
        }
        return commits;
    }

    /** Of each topic-partition, the last offset that the table's txns cover. */
    Map<TopicPartition, Long> covered() {
        return covered;
    }

    private SeenCommit read(List<String> lines) {
        long rows = 0;
        long bytes = 0;
        int files = 0;
        Instant at = Instant.EPOCH;
        Map<TopicPartition, SeenCommit.Range> offsets = new HashMap<>();
        for (String line : lines) {
            JsonNode action = parse(line);
            JsonNode add = action.path("add");
            if (add.isObject()) {
                files++;
                bytes += add.path("size").asLong();
                rows += parse(add.path("stats").asText("{}")).path("numRecords").asLong();
            }
            if (action.path("txn").isObject()) {
                readTxn(action.path("txn"), offsets);
            }
            if (action.path("commitInfo").isObject()) {
                at = Instant.ofEpochMilli(
                        action.path("commitInfo").path("timestamp").asLong());
            }
        }
        return new SeenCommit(table, nextVersion, rows, files, bytes, at, offsets);
    }

    private void readTxn(JsonNode txn, Map<TopicPartition, SeenCommit.Range> offsets) {
        Matcher id = APP_ID.matcher(txn.path("appId").asText());
        if (id.matches()) {
            TopicPartition partition = new TopicPartition(id.group(1), Integer.parseInt(id.group(2)));
            long last = txn.path("version").asLong();
            long first = covered.getOrDefault(partition, -1L) + 1;
            covered.put(partition, last);
            offsets.put(partition, new SeenCommit.Range(first, last));
        }
    }

    private JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new StackException(
                    "version " + nextVersion + " of the log of " + table + " holds a line that is no JSON", e);
        }
    }
}
