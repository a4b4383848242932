// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TestRows;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Where the commit protocol is tried, rule by rule (docs/adr/0002). Encoder and committer run here without threads against a
 * log and files in memory, so that each test decides what happens when.
 */
abstract class CommitProtocol {
    static final TableName ORDERS = new TableName("orders");
    static final TableName AUDIT = new TableName("audit");
    static final RowShape SHAPE = TestRows.of(TestRows.column("a", ColumnType.Primitive.STRING));
    static final RowShape WIDER = TestRows.of(
            TestRows.column("a", ColumnType.Primitive.STRING), TestRows.column("b", ColumnType.Primitive.LONG));

    final FakeDeltaLogs logs = new FakeDeltaLogs();
    final FakeDataFiles files = new FakeDataFiles();
    final FakeDeltaLog orders = logs.log(ORDERS);
    final FakeDeltaLog audit = logs.log(AUDIT);
    final TaskRig task = new TaskRig(logs, files);

    static List<Long> offsets(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    final Map<String, List<Long>> visible(FakeDeltaLog log) {
        return Visible.offsets(log, files);
    }

    static Row row(Session session, long offset) {
        return new Row(ORDERS, session, offset, SHAPE, "content", 1);
    }

    static List<Long> evens(long first, long last) {
        return offsets(first, last).stream().filter(offset -> offset % 2 == 0).toList();
    }

    static List<Long> odds(long first, long last) {
        return offsets(first, last).stream().filter(offset -> offset % 2 == 1).toList();
    }

    static void split(TaskRig rig, long from, int count) {
        Session session = rig.sessions.get(partition(0));
        rig.hand(LongStream.range(from, from + count)
                .mapToObj(offset -> new Row(offset % 2 == 0 ? ORDERS : AUDIT, session, offset, SHAPE, "content", 1))
                .toList());
        rig.positions.put(partition(0), from + count);
    }

    final TableWriter writerOf(TaskRig rig, FakeDeltaLogs replaced) {
        TableLog log = replaced.open(ORDERS);
        StorageRetry retry = new StorageRetry(
                () -> new Patience(new Backoff(1, 1, new java.util.SplittableRandom(0)), 1),
                () -> 0,
                ms -> {},
                () -> false);
        OpenFiles open = new OpenFiles(ORDERS, files, new SchemaAgreement(ORDERS, log, retry));
        return new TableWriter(ORDERS, log, open, rig.settings.txn(), rig.pending, retry, Long.MAX_VALUE);
    }
}
