// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records far larger than people mean to write, through a whole task into real files. */
class LargeRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MIB = 1 << 20;
    private static final long BUDGET_BYTES = 32L * MIB;

    @TempDir
    Path warehouse;

    @Test
    void aSchemaOfThousandsOfColumnsIsWrittenWhole() throws IOException {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (int i = 0; i < 3_000; i++) {
            builder.field("column_" + i, i % 2 == 0 ? Schema.OPTIONAL_STRING_SCHEMA : Schema.OPTIONAL_INT64_SCHEMA);
        }
        Schema schema = builder.build();
        SinkRecord[] records = new SinkRecord[50];
        for (int i = 0; i < records.length; i++) {
            Struct row = new Struct(schema);
            for (Field field : schema.fields()) {
                row.put(field, field.schema().type() == Schema.Type.STRING ? "v" + i : (Object) (long) i);
            }
            records[i] = record(i, schema, row, new ConnectHeaders());
        }

        task().produce(records).drain().stop();

        assertThat(rows("orders")).isEqualTo(50);
        assertThat(JSON.readTree(actions("orders", "metaData")
                                .get(0)
                                .path("schemaString")
                                .asText())
                        .path("fields"))
                .hasSize(3_003);
    }

    @Test
    void valuesOfTenMegabytesHoldNoMoreMemoryThanTheTaskMay() throws IOException {
        FakeConnect connect = task();
        long most = 0;
        for (int i = 0; i < 30; i++) {
            byte[] value = new byte[10 * MIB];
            value[i] = 1;
            connect.produce(record(i, Schema.BYTES_SCHEMA, value, new ConnectHeaders()));
            // One at a time, as a fetch of this size has it: what waits for a paused task is Kafka's.
            long delivered = i + 1L;
            connect.turnUntil(() -> connect.delivered() == delivered);
            most = Math.max(most, (long) connect.pluginMetrics().value("memory-used-bytes"));
        }
        connect.drain().stop();

        assertThat(rows("orders")).isEqualTo(30);
        assertThat(most).as("the budget, and the batch at hand").isLessThan(BUDGET_BYTES + 3L * 10 * MIB);
    }

    @Test
    void aHundredThousandHeadersAreKept() throws IOException {
        ConnectHeaders headers = new ConnectHeaders();
        for (int i = 0; i < 100_000; i++) {
            headers.addString("header-" + i % 1_000, "value " + i);
        }

        task().produce(
                        record(0, Schema.STRING_SCHEMA, "v", headers),
                        record(1, Schema.STRING_SCHEMA, "w", new ConnectHeaders()))
                .drain()
                .stop();

        assertThat(rows("orders")).isEqualTo(2);
        assertThat(warehouse.resolve("orders__rejects")).doesNotExist();
    }

    private FakeConnect task() {
        Map<String, String> properties = TaskInMemory.properties(
                "topics", "orders",
                "delta.warehouse", warehouse.toString(),
                "delta.memory.max.bytes", String.valueOf(BUDGET_BYTES));
        return new FakeConnect(new DeltaSinkTask()).start(properties);
    }

    private static SinkRecord record(long offset, Schema schema, Object value, ConnectHeaders headers) {
        return new SinkRecord("orders", 0, null, null, schema, value, offset, 1L, TimestampType.CREATE_TIME, headers);
    }

    private long rows(String table) throws IOException {
        long rows = 0;
        for (JsonNode add : actions(table, "add")) {
            rows += JSON.readTree(add.path("stats").asText()).path("numRecords").asLong();
        }
        return rows;
    }

    private List<JsonNode> actions(String table, String kind) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(warehouse.resolve(table).resolve("_delta_log"))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode action = JSON.readTree(line).path(kind);
                    if (!action.isMissingNode()) {
                        found.add(action);
                    }
                }
            }
        }
        return found;
    }
}
