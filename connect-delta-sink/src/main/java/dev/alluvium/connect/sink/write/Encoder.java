// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into the open files of their tables and decides when a table is sealed for commit.
 *
 * <p>All that is known of tables and of reading positions is owned here, by one thread: it is told of everything by message
 * and handles one at a time. Time is passed in, so that a test decides what happens when.
 */
final class Encoder {
    static final long NEVER = Long.MAX_VALUE;

    private final KnownTables tables;
    private final Readings readings;
    private final Quarantine quarantine;
    private final FlushPolicy flush;
    private final MemoryGauge gauge;
    private final FileMemory memory;
    private final Supplier<UUID> ids;
    private final LongSupplier nowMs;
    private final Consumer<CommitterMessage> committer;

    private final OpenTables open;
    private final Flushes flushes = new Flushes();

    Encoder(
            Function<TableName, TableWriter> newTable,
            Readings readings,
            Quarantine quarantine,
            FlushPolicy flush,
            Pace pace,
            MemoryGauge gauge,
            FileMemory memory,
            Supplier<UUID> ids,
            LongSupplier nowMs,
            Consumer<CommitterMessage> committer) {
        this.tables = new KnownTables(newTable);
        this.readings = readings;
        this.quarantine = quarantine;
        this.flush = flush;
        this.gauge = gauge;
        this.open = new OpenTables(gauge, pace);
        this.memory = memory;
        this.ids = ids;
        this.nowMs = nowMs;
        this.committer = committer;
    }

    /** Handles one message; throws {@link SinkFailureException} to end the task. */
    void handle(EncoderMessage message) {
        if (message instanceof EncoderMessage.Rows rows) {
            write(rows.batch());
        } else if (message instanceof EncoderMessage.Opened opened) {
            drop(Set.of(opened.session().source()));
            readings.opened(opened.session());
        } else if (message instanceof EncoderMessage.Rewound rewound) {
            readings.rewound(rewound.session(), rewound.offset());
        } else if (message instanceof EncoderMessage.Flush request) {
            open.names().stream()
                    .filter(name -> table(name).hasPendingOf(request.sources()))
                    .forEach(this::seal);
            flushes.add(request, tables.writers());
        } else if (message instanceof EncoderMessage.Closed closed) {
            closed.sources().forEach(readings::closed);
            drop(closed.sources());
        } else if (message instanceof EncoderMessage.Committed committed) {
            table(committed.bundle().table()).committed(committed.bundle());
            quarantine.healed(committed.bundle().table(), readings::needed);
        } else if (message instanceof EncoderMessage.Dropped dropped) {
            if (table(dropped.table()).isCurrent(dropped.generation())) {
                discard(dropped.table());
            }
        } else if (message instanceof EncoderMessage.Stalled stalled) {
            quarantine.isolate(stalled.cause(), others(stalled.cause().table()));
        }
        flushes.answer();
    }

    /**
     * Seals the tables whose time has come, and releases those in quarantine.
     *
     * @return when the next one is due, {@link #NEVER} if none is open
     */
    long sealDue() {
        releaseDue();
        tables.forgetIdle(
                nowMs.getAsLong(), quarantine::knows, name -> committer.accept(new CommitterMessage.Rested(name)));
        for (TableName first = open.firstDue(); first != null; first = open.firstDue()) {
            long dueMs = open.dueMs(first);
            if (dueMs > nowMs.getAsLong()) {
                return Math.min(dueMs, quarantine.dueMs());
            }
            seal(first);
        }
        return quarantine.dueMs();
    }

    /** Gives the tables in quarantine whose time has come their next chance. */
    void releaseDue() {
        for (TableName name = quarantine.due(); name != null; name = quarantine.due()) {
            if (table(name).isInFlight()) {
                quarantine.postpone(name, others(name));
            } else {
                quarantine.release(name, readings::needed);
            }
        }
    }

    /** Drops the open files, when the task ends. */
    void abandon() {
        open.abandon();
    }

    @SuppressWarnings("ReferenceEquality") // What is equal but not the same is only looked up once more.
    private void write(Batch batch) {
        Set<TableName> touched = new HashSet<>();
        long batchMs = nowMs.getAsLong();
        @Nullable Session lastSession = null;
        boolean counts = false;
        @Nullable TableName lastName = null;
        @Nullable TableWriter table = null;
        boolean isolated = false;
        for (Row row : batch.rows()) {
            // Neighbours mostly share session and table: look them up when they change, not for each row.
            if (row.session() != lastSession) {
                lastSession = row.session();
                counts = readings.counts(row);
            }
            if (!counts) {
                continue;
            }
            readings.passed(row);
            if (table == null || row.table() != lastName) {
                lastName = row.table();
                table = table(lastName);
                isolated = quarantine.isIsolated(lastName);
                touched.add(lastName);
            }
            int filesBefore = table.files().count();
            isolated = isolated || !takes(table, row, batchMs);
            if (isolated) {
                quarantine.hold(lastName, row.source(), row.offset());
            } else if (memory.opened(table.files().count() - filesBefore)) {
                keepWithinMemory(touched);
            }
        }
        gauge.queued(-batch.sizeBytes());
        keepWithinMemory(touched);
    }

    private void keepWithinMemory(Set<TableName> touched) {
        touched.forEach(this::settle);
        memory.keep(open, this::seal);
    }

    /** Whether the row is taken; if not, its table is in quarantine from now on. */
    private boolean takes(TableWriter table, Row row, long batchMs) {
        StalledTableException cause;
        try {
            table.take(row, batchMs, readings::assigned);
            return true;
        } catch (IOException e) {
            cause = StalledTableException.of(row.table(), "write a data file", e);
        } catch (StalledTableException e) {
            cause = e;
        }
        quarantine.isolate(cause, others(cause.table()));
        discard(cause.table());
        return false;
    }

    private Quarantine.Others others(TableName failing) {
        if (tables.any(name -> !name.equals(failing) && !quarantine.knows(name))) {
            return Quarantine.Others.GO_ON;
        }
        return readings.mayReachSeveralTables() ? Quarantine.Others.MAY_COME : Quarantine.Others.NONE;
    }

    private TableWriter table(TableName name) {
        return tables.of(name);
    }

    /** Accounts for a table that has taken rows, and seals it if it is full. */
    private void settle(TableName name) {
        TableWriter writer = table(name);
        tables.use(name, nowMs.getAsLong());
        if (!writer.holdsRows()) {
            return;
        }
        open.settle(name, writer);
        if (flush.full(writer.files().rows(), writer.files().estimatedBytes())) {
            seal(name);
        }
    }

    private void seal(TableName name) {
        if (!open.contains(name)) {
            return;
        }
        Bundle bundle = table(name).seal(ids.get(), nowMs.getAsLong());
        gauge.sealed(bundle.bufferedBytes());
        open.close(name);
        committer.accept(new CommitterMessage.Submit(bundle));
    }

    private void discard(TableName name) {
        open.close(name);
        long generation = table(name)
                .discard(
                        quarantine.isIsolated(name)
                                ? (source, offset) -> quarantine.hold(name, source, offset)
                                : readings::needed);
        committer.accept(new CommitterMessage.Discard(name, generation));
    }

    private void drop(Set<SourcePartition> sources) {
        tables.byName().forEach((name, table) -> {
            if (table.hasPendingOf(sources)) {
                discard(name);
            }
            sources.forEach(table::forget);
        });
        quarantine.forget(sources);
    }
}
