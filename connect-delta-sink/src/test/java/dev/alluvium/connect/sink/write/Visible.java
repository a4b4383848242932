// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;

/** What a reader of a table sees. */
final class Visible {
    private Visible() {}

    /** Every offset of every partition, as often as it is there. */
    static Map<String, List<Long>> offsets(FakeDeltaLog log, FakeDataFiles files) {
        Map<String, List<Long>> offsets = new TreeMap<>();
        for (DataFile file : log.files()) {
            for (Row row : files.rows(file)) {
                offsets.computeIfAbsent(row.source().toString(), any -> new ArrayList<>())
                        .add(row.offset());
            }
        }
        offsets.values().forEach(list -> list.sort(null));
        return offsets;
    }

    /** The invariant of the protocol, where every record belongs in the table: rows are exactly the offsets up to the txn. */
    static void assertExactlyUpToTxn(FakeDeltaLog log, FakeDataFiles files, TaskRig rig, int... partitions) {
        Map<String, List<Long>> offsets = offsets(log, files);
        for (int partition : partitions) {
            Long txn = log.txns().get(rig.appId(partition));
            List<Long> expected =
                    LongStream.rangeClosed(0, txn == null ? -1 : txn).boxed().toList();
            Assertions.assertThat(
                            offsets.getOrDefault(TaskRig.partition(partition).toString(), List.of()))
                    .as("offsets of partition %d", partition)
                    .isEqualTo(expected);
        }
    }
}
