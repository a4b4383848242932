// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A Delta table written by hand, log and Parquet, so that it can be as wrong as a test wants it. */
public final class TestTable {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message spark_schema {
              optional binary value (STRING);
              optional group _kafka {
                optional int64 epoch;
                optional binary topic (STRING);
                optional int32 partition;
                optional int64 offset;
              }
            }
            """);
    private static final String DELTA_SCHEMA = "{\"type\":\"struct\",\"fields\":[" + field("value", "\"string\"") + ","
            + field(
                    "_kafka",
                    "{\"type\":\"struct\",\"fields\":[" + field("epoch", "\"long\"") + ","
                            + field("topic", "\"string\"") + "," + field("partition", "\"integer\"") + ","
                            + field("offset", "\"long\"") + "]}")
            + "]}";

    private final Path root;
    private long version;

    public TestTable(Path root) {
        this.root = root;
        version(
                "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"CREATE TABLE\",\"operationParameters\":{}}}",
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}",
                "{\"metaData\":{\"id\":\"t\",\"format\":{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":"
                        + quoted(DELTA_SCHEMA) + ",\"partitionColumns\":[],\"configuration\":{},\"createdTime\":1}}");
    }

    public String path() {
        return "file:" + root;
    }

    /** One commit being put together: rows, txns, and what commitInfo says. */
    public final class Commit {
        private final List<Group> rows = new ArrayList<>();
        private final List<String> txns = new ArrayList<>();
        private final List<String> ranges = new ArrayList<>();
        private String operation = "STREAMING UPDATE";

        public Commit rows(String topic, int partition, long first, long last) {
            return rows(topic, 0, partition, LongStream.rangeClosed(first, last).toArray());
        }

        Commit rows(String topic, long epoch, int partition, long... offsets) {
            for (long offset : offsets) {
                Group row = new SimpleGroupFactory(SCHEMA).newGroup();
                row.addGroup("_kafka")
                        .append("epoch", epoch)
                        .append("topic", topic)
                        .append("partition", partition)
                        .append("offset", offset);
                rows.add(row);
            }
            return this;
        }

        Commit strayRow() {
            rows.add(new SimpleGroupFactory(SCHEMA).newGroup().append("value", "whose?"));
            return this;
        }

        public Commit txn(String appId, long txn) {
            txns.add("{\"txn\":{\"appId\":\"" + appId + "\",\"version\":" + txn + "}}");
            return this;
        }

        Commit range(String appId, long first, long last) {
            ranges.add("\"" + appId + "\":[" + first + "," + last + "]");
            return this;
        }

        Commit operation(String name) {
            operation = name;
            return this;
        }

        public TestTable done() {
            List<String> lines = new ArrayList<>();
            lines.add("{\"commitInfo\":{\"timestamp\":1,\"operation\":\"" + operation
                    + "\",\"operationParameters\":{\"alluvium.offsets\":"
                    + quoted("{" + String.join(",", ranges) + "}") + "}}}");
            lines.addAll(txns);
            if (!rows.isEmpty()) {
                String name = "part-" + version + ".parquet";
                write(root.resolve(name), rows);
                lines.add("{\"add\":{\"path\":\"" + name + "\",\"partitionValues\":{},\"size\":"
                        + root.resolve(name).toFile().length() + ",\"modificationTime\":1,\"dataChange\":true}}");
            }
            version(lines.toArray(String[]::new));
            return TestTable.this;
        }
    }

    public Commit commit() {
        return new Commit();
    }

    void removeVersion(long old) {
        try {
            Files.delete(file(old));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void version(String... lines) {
        try {
            Files.createDirectories(root.resolve("_delta_log"));
            Files.write(file(version), List.of(lines));
            version++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(long number) {
        return root.resolve("_delta_log").resolve(String.format("%020d.json", number));
    }

    private static void write(Path file, List<Group> rows) {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(SCHEMA)
                .withConf(new Configuration())
                .build()) {
            for (Group row : rows) {
                writer.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + ",\"nullable\":true,\"metadata\":{}}";
    }

    private static String quoted(String json) {
        return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
