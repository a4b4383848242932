// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What tests of a {@link TableLog} say and do again and again. */
public final class TableLogSteps {
    public static final OptionalLong NONE = OptionalLong.empty();
    public static final TableSchema SCHEMA = TableSchema.of(
            new Column("id", Primitive.LONG),
            new Column("amount", new ColumnType.Decimal(18, 2)),
            new Column(
                    "_kafka",
                    new ColumnType.Struct(List.of(
                            new Column("topic", Primitive.STRING),
                            new Column("partition", Primitive.INTEGER),
                            new Column("offset", Primitive.LONG)))));

    static final Set<String> APPS = Set.of("a", "b", "c");

    private TableLogSteps() {}

    public static TableSchema wider() {
        List<Column> kafka =
                new ArrayList<>(((ColumnType.Struct) SCHEMA.columns().get(2).type()).columns());
        kafka.add(new Column("epoch", Primitive.LONG));
        return TableSchema.of(
                SCHEMA.columns().get(0),
                SCHEMA.columns().get(1),
                new Column("_kafka", new ColumnType.Struct(kafka)),
                new Column("tags", new ColumnType.MapOf(Primitive.STRING, Primitive.STRING)),
                new Column("days", new ColumnType.ListOf(Primitive.DATE)));
    }

    public static Map.Entry<String, TxnStep> step(String appId, OptionalLong base, long version) {
        return Map.entry(appId, new TxnStep(base, base.orElse(-1) + 1, version));
    }

    public static OptionalLong at(long version) {
        return OptionalLong.of(version);
    }

    @SafeVarargs
    public static Commit commit(Map.Entry<String, TxnStep>... steps) {
        return commit(List.of(file("part-" + UUID.randomUUID() + ".parquet", 1)), steps);
    }

    @SafeVarargs
    public static Commit commit(List<DataFile> files, Map.Entry<String, TxnStep>... steps) {
        SortedMap<String, TxnStep> txns = new TreeMap<>();
        for (Map.Entry<String, TxnStep> step : steps) {
            txns.put(step.getKey(), step.getValue());
        }
        return new Commit(UUID.randomUUID(), txns, files, Map.of("alluvium.fingerprint", "f1"));
    }

    public static DataFile file(String path, long rows) {
        String statistics = "{\"numRecords\":" + rows + ",\"minValues\":{\"id\":1},\"maxValues\":{\"id\":" + rows
                + "},\"nullCount\":{\"id\":0,\"amount\":" + rows + "}}";
        return new DataFile(path, 1234, 1_795_000_000_000L, rows, statistics);
    }

    static CommitResult createdBy(TableLog writer) throws Exception {
        return writer.evolve(new TableState(TableState.ABSENT, TableSchema.EMPTY, Map.of()), SCHEMA);
    }

    static List<Long> appendMany(TableLog writer, String appId, int commits) {
        List<Long> versions = new ArrayList<>();
        OptionalLong base = NONE;
        for (int i = 0; i < commits; i++) {
            CommitResult result = untilDecided(
                    writer, commit(List.of(file(appId + "-" + i + ".parquet", i + 1)), step(appId, base, i)));
            assertThat(result).isInstanceOf(CommitResult.Committed.class);
            versions.add(((CommitResult.Committed) result).version());
            base = at(i);
        }
        return versions;
    }

    /** A writer may go by the snapshot it has until it loses once, or look at the log each time. */
    static CommitResult afterConflictAt(long version, TableLog stale, Commit commit) {
        CommitResult result = stale.commit(commit);
        return result.equals(new CommitResult.Conflict(version)) ? stale.commit(commit) : result;
    }

    static CommitResult untilDecided(TableLog writer, Commit commit) {
        CommitResult result = writer.commit(commit);
        while (result instanceof CommitResult.Conflict) {
            result = writer.commit(commit);
        }
        return result;
    }

    static void assertUnknown(CommitResult result, long version) {
        assertThat(result).isInstanceOfSatisfying(CommitResult.Unknown.class, unknown -> assertThat(unknown.version())
                .isEqualTo(version));
    }

    /** Runs all at the same time. */
    static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Future<T>> futures = tasks.stream()
                    .map(task -> threads.submit(() -> {
                        start.await();
                        return task.call();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
