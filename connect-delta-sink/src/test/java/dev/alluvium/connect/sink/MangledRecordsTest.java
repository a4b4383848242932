// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.EmittedFiles.Emitted;
import dev.alluvium.connect.sink.write.FakeDeltaLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Whatever comes, the task goes on, and each record is in a table or among the rejects, once. */
class MangledRecordsTest {
    private static final int RECORDS = 100_000;
    private static final int PARTITIONS = 4;
    private static final long SEED = 20_261_124;

    private final TaskInMemory memory = new TaskInMemory(Set.of("reason", "stage", "_rescued")::contains);

    @Test
    void eachOfAHundredThousandIsInATableOrAmongTheRejectsWithItsReason() {
        MangledRecords mangled = new MangledRecords(SEED);
        SinkRecord[] records = new SinkRecord[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            records[i] = mangled.next(i % PARTITIONS, i / PARTITIONS);
        }
        memory.connect()
                .start(TaskInMemory.properties("delta.commit.interval.ms", "1000"))
                .produce(records)
                .drain()
                .stop();

        FakeDeltaLog[] tables = {memory.log("orders"), memory.log("items"), memory.log("Orders.v2")};
        FakeDeltaLog[] rejects = {
            memory.log("orders__rejects"),
            memory.log("items__rejects"),
            memory.log("Orders.v2__rejects"),
            memory.log("unrouted__rejects")
        };
        List<FakeDeltaLog> all = new ArrayList<>(List.of(tables));
        all.addAll(List.of(rejects));
        List<Long> every = LongStream.range(0, RECORDS / PARTITIONS).boxed().toList();
        assertThat(memory.files.offsets(all.toArray(FakeDeltaLog[]::new)))
                .hasSize(PARTITIONS)
                .allSatisfy((partition, offsets) -> assertThat(offsets).isEqualTo(every));

        List<Emitted> rejected = new ArrayList<>();
        List.of(rejects).forEach(log -> rejected.addAll(memory.files.rows(log)));
        assertThat(rejected).hasSizeGreaterThan(1_000).allSatisfy(row -> assertThat(row.columns())
                .containsKeys("stage", "reason"));
        assertThat(rejected).extracting(row -> row.columns().get("stage")).contains("route", "schema", "value");
        List<Emitted> written = new ArrayList<>();
        List.of(tables).forEach(log -> written.addAll(memory.files.rows(log)));
        assertThat(written)
                .filteredOn(row -> row.columns().containsKey("_rescued"))
                .hasSizeGreaterThan(1_000);
    }
}
