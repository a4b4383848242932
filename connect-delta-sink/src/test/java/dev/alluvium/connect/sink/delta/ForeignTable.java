// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Version 0 of a table as another engine would write it: at protocol (1,2) with a column "id", until told otherwise. */
final class ForeignTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode protocol =
            JSON.createObjectNode().put("minReaderVersion", 1).put("minWriterVersion", 2);
    private final ObjectNode configuration = JSON.createObjectNode();
    private final ArrayNode partitionColumns = JSON.createArrayNode();
    private final List<String> fields = new ArrayList<>();
    private final List<String> further = new ArrayList<>();

    ForeignTable protocol(int reader, int writer) {
        protocol.put("minReaderVersion", reader).put("minWriterVersion", writer);
        return this;
    }

    /** Asks readers and writers for each feature. */
    ForeignTable readerFeatures(String... features) {
        protocol(3, 7);
        ArrayNode readers = protocol.putArray("readerFeatures");
        for (String feature : features) {
            readers.add(feature);
        }
        return writerFeatures(features);
    }

    /** Asks writers for each feature. */
    ForeignTable writerFeatures(String... features) {
        protocol.put("minWriterVersion", 7);
        ArrayNode writers = protocol.withArray("writerFeatures");
        for (String feature : features) {
            writers.add(feature);
        }
        return this;
    }

    ForeignTable property(String key, String value) {
        configuration.put(key, value);
        return this;
    }

    ForeignTable column(String name, String type) {
        return column(name, type, "{}");
    }

    /** @param metadata of the field, as JSON */
    ForeignTable column(String name, String type, String metadata) {
        fields.add("{\"name\":\"" + name + "\",\"type\":\"" + type + "\",\"nullable\":true,\"metadata\":" + metadata
                + "}");
        return this;
    }

    /** @param field as JSON */
    ForeignTable field(String field) {
        fields.add(field);
        return this;
    }

    ForeignTable partitionedBy(String column) {
        partitionColumns.add(column);
        return this;
    }

    /** One more action, as JSON. */
    ForeignTable action(String action) {
        further.add(action);
        return this;
    }

    ForeignTable domain(String domain, String configuration) {
        ObjectNode action = JSON.createObjectNode();
        action.putObject("domainMetadata")
                .put("domain", domain)
                .put("configuration", configuration)
                .put("removed", false);
        return action(action.toString());
    }

    /** The actions of version 0, one a line. */
    List<String> actions() {
        if (fields.isEmpty()) {
            column("id", "long");
        }
        ObjectNode info = JSON.createObjectNode();
        info.putObject("commitInfo")
                .put("inCommitTimestamp", IN_COMMIT_TIMESTAMP)
                .put("timestamp", 1_795_000_000_000L)
                .put("operation", "CREATE TABLE")
                .putObject("operationParameters");
        ObjectNode metadata = JSON.createObjectNode();
        ObjectNode content = metadata.putObject("metaData").put("id", "foreign");
        content.putObject("format").put("provider", "parquet").putObject("options");
        content.put("schemaString", "{\"type\":\"struct\",\"fields\":[" + String.join(",", fields) + "]}");
        content.set("partitionColumns", partitionColumns);
        content.set("configuration", configuration);
        List<String> actions = new ArrayList<>();
        actions.add(info.toString());
        actions.add(JSON.createObjectNode().set("protocol", protocol).toString());
        actions.add(metadata.toString());
        actions.addAll(further);
        return actions;
    }

    void writeTo(LocalTable table) throws IOException {
        Files.createDirectories(table.log());
        Files.write(table.versionFile(0), actions());
    }

    /** Far ahead of every clock. */
    static final long IN_COMMIT_TIMESTAMP = 4_000_000_000_000L;
}
