// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Contention;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The tasks of one connector in one worker, which commit together what they have for the same table: to be shared by their
 * pipelines, whose settings must be the same. Safe for use by many threads.
 */
public final class CommitGroups {
    static final long FIRST_BACKOFF_MS = 50;
    static final long MAX_BACKOFF_MS = 10_000;
    /** Whoever lost a race has nothing to wait for but that the next one is run by fewer. */
    private static final long FIRST_RACE_BACKOFF_MS = 20;

    private static final long MAX_RACE_BACKOFF_MS = 1_000;

    private final TableLogs logs;
    private final SinkSettings settings;
    private final SplittableRandom random;
    private final ToDoubleFunction<TableName> phases;
    private final Map<TableName, Joined> groups = new HashMap<>();
    private final Map<TableName, Contention> contentions = new ConcurrentHashMap<>();

    private record Joined(TableGroup group, Set<Consumer<CommitterMessage>> tasks) {}

    /** @param seed another one in each worker: it decides when between two ticks each table is committed */
    public CommitGroups(TableLogs logs, SinkSettings settings, long seed) {
        this(logs, settings, seed, table -> new SplittableRandom(seed + table.hashCode()).nextDouble());
    }

    /** @param phases as {@link Contention} takes them */
    CommitGroups(TableLogs logs, SinkSettings settings, long seed, ToDoubleFunction<TableName> phases) {
        this.logs = logs;
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.phases = phases;
    }

    /**
     * The table's group, for a task that is to call {@link #leave}. A new one where a request of a task that has ended hangs:
     * the table's txns keep the two apart, as they do those of two workers.
     */
    synchronized TableGroup join(TableName table, Consumer<CommitterMessage> task) {
        Joined joined = groups.get(table);
        if (joined == null || joined.group().isLeftBehind()) {
            joined = new Joined(newGroup(table), new HashSet<>());
            groups.put(table, joined);
        }
        joined.tasks().add(task);
        return joined.group();
    }

    /** The task has nothing more for the table. */
    synchronized void leave(TableName table, Consumer<CommitterMessage> task) {
        Joined joined = groups.get(table);
        if (joined != null && joined.tasks().remove(task) && joined.tasks().isEmpty()) {
            groups.remove(table);
        }
    }

    /** When rows of which the first came at {@code firstRowMs} are to be committed. */
    long dueMs(TableName table, long firstRowMs) {
        return contention(table).dueMs(firstRowMs);
    }

    private Contention contention(TableName table) {
        return contentions.computeIfAbsent(table, name -> new Contention(settings.flush(), phases.applyAsDouble(name)));
    }

    private TableGroup newGroup(TableName table) {
        SplittableRandom own = random.split();
        return new TableGroup(
                table,
                logs.open(table),
                settings.commitNotes(),
                UUID::randomUUID,
                new Patience(new Backoff(FIRST_BACKOFF_MS, MAX_BACKOFF_MS, own), settings.retryTimeoutMs()),
                new Patience(new Backoff(FIRST_RACE_BACKOFF_MS, MAX_RACE_BACKOFF_MS, own), settings.retryTimeoutMs()),
                contention(table),
                this::discard);
    }

    private synchronized void discard(TableGroup group) {
        groups.values().removeIf(joined -> joined.group() == group);
    }
}
