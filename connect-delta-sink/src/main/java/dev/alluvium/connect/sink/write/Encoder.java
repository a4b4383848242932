// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows into the open files of their tables and decides when a table is sealed for commit.
 *
 * <p>All that is known of tables and of reading positions is owned here, by one thread: it is told of everything by message
 * and handles one at a time. Time is passed in, so that a test decides what happens when.
 */
final class Encoder {
    static final long NEVER = Long.MAX_VALUE;
    private static final Logger LOG = LoggerFactory.getLogger(Encoder.class);

    private final Function<TableName, TableWriter> newTable;
    private final Readings readings;
    private final FlushPolicy flush;
    private final MemoryGauge gauge;
    private final long maxOpenBytes;
    private final Supplier<UUID> ids;
    private final LongSupplier nowMs;
    private final StorageRetry retry;
    private final Consumer<CommitterMessage> committer;

    private final Map<TableName, TableWriter> tables = new HashMap<>();
    /** Tables with rows in open files, by the time of the first row: the first is due first. */
    private final Map<TableName, OpenTable> openTables = new LinkedHashMap<>();

    private final List<EncoderMessage.Flush> flushes = new ArrayList<>();

    Encoder(
            Function<TableName, TableWriter> newTable,
            Readings readings,
            FlushPolicy flush,
            MemoryGauge gauge,
            long maxOpenBytes,
            Supplier<UUID> ids,
            LongSupplier nowMs,
            StorageRetry retry,
            Consumer<CommitterMessage> committer) {
        this.newTable = newTable;
        this.readings = readings;
        this.flush = flush;
        this.gauge = gauge;
        this.maxOpenBytes = maxOpenBytes;
        this.ids = ids;
        this.nowMs = nowMs;
        this.retry = retry;
        this.committer = committer;
    }

    /** Handles one message. Blocks while storage does not answer; throws {@link SinkFailureException} to end the task. */
    void handle(EncoderMessage message) {
        if (message instanceof EncoderMessage.Rows rows) {
            write(rows.batch());
        } else if (message instanceof EncoderMessage.Opened opened) {
            drop(Set.of(opened.session().source()));
            readings.opened(opened.session());
        } else if (message instanceof EncoderMessage.Rewound rewound) {
            readings.rewound(rewound.session(), rewound.offset());
        } else if (message instanceof EncoderMessage.Flush request) {
            List.copyOf(openTables.values()).stream()
                    .filter(table -> table.writer.hasPendingOf(request.sources()))
                    .forEach(table -> seal(table.name));
            flushes.add(request);
        } else if (message instanceof EncoderMessage.Closed closed) {
            closed.sources().forEach(readings::closed);
            drop(closed.sources());
        } else if (message instanceof EncoderMessage.Committed committed) {
            table(committed.bundle().table()).committed(committed.bundle());
        } else if (message instanceof EncoderMessage.Dropped dropped) {
            if (table(dropped.table()).isCurrent(dropped.generation())) {
                discard(dropped.table());
            }
        }
        answerFlushes();
    }

    /**
     * Seals the tables whose time has come.
     *
     * @return when the next one is due, {@link #NEVER} if none is open
     */
    long sealDue() {
        while (!openTables.isEmpty()) {
            OpenTable oldest = openTables.values().iterator().next();
            long dueMs = flush.dueMs(oldest.writer.files().firstRowMs());
            if (dueMs > nowMs.getAsLong()) {
                return dueMs;
            }
            seal(oldest.name);
        }
        return NEVER;
    }

    /** Drops the open files, when the task ends. */
    void abandon() {
        openTables.values().forEach(open -> open.writer.files().abort());
        openTables.clear();
    }

    @SuppressWarnings("ReferenceEquality") // What is equal but not the same is only looked up once more.
    private void write(Batch batch) {
        Set<TableName> touched = new HashSet<>();
        long batchMs = nowMs.getAsLong();
        @Nullable Session lastSession = null;
        boolean counts = false;
        @Nullable TableName lastName = null;
        @Nullable TableWriter table = null;
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
                touched.add(lastName);
            }
            try {
                table.take(row, batchMs, readings::assigned);
            } catch (IOException e) {
                LOG.warn("Table {}: could not write a data file, its rows will be read again", row.table(), e);
                discard(row.table());
                readings.needed(row.source(), row.offset());
                // Sessions have ended meanwhile, also of other partitions.
                lastSession = null;
                retry.pause(table.patience(), row.table(), "write a data file", e);
            }
        }
        gauge.queued(-batch.sizeBytes());
        touched.forEach(this::settle);
        keepWithinMemory();
    }

    private TableWriter table(TableName name) {
        return tables.computeIfAbsent(name, newTable);
    }

    /** Accounts for a table that has taken rows, and seals it if it is full. */
    private void settle(TableName name) {
        TableWriter writer = table(name);
        if (!writer.holdsRows()) {
            return;
        }
        OpenTable open = openTables.computeIfAbsent(name, any -> new OpenTable(name, writer));
        account(open, writer.files().bufferedBytes());
        if (flush.full(writer.files().rows(), writer.files().estimatedBytes())) {
            seal(name);
        }
    }

    private void account(OpenTable open, long bufferedBytes) {
        gauge.open(bufferedBytes - open.bufferedBytes);
        open.bufferedBytes = bufferedBytes;
    }

    private void keepWithinMemory() {
        while (gauge.openBytes() > maxOpenBytes && !openTables.isEmpty()) {
            openTables.values().stream()
                    .max(Comparator.comparingLong(table -> table.bufferedBytes))
                    .ifPresent(largest -> seal(largest.name));
        }
    }

    private void seal(TableName name) {
        OpenTable open = openTables.remove(name);
        if (open == null) {
            return;
        }
        Bundle bundle = open.writer.seal(ids.get(), nowMs.getAsLong());
        gauge.sealed(bundle.bufferedBytes());
        account(open, 0);
        committer.accept(new CommitterMessage.Submit(bundle));
    }

    private void discard(TableName name) {
        OpenTable open = openTables.remove(name);
        if (open != null) {
            account(open, 0);
        }
        long generation = table(name).discard(readings::needed);
        committer.accept(new CommitterMessage.Discard(name, generation));
    }

    private void drop(Set<SourcePartition> sources) {
        tables.forEach((name, table) -> {
            if (table.hasPendingOf(sources)) {
                discard(name);
            }
            sources.forEach(table::forget);
        });
    }

    private void answerFlushes() {
        flushes.removeIf(request -> {
            boolean done = tables.values().stream().noneMatch(table -> table.hasPendingOf(request.sources()));
            if (done) {
                request.done().countDown();
            }
            return done;
        });
    }

    private static final class OpenTable {
        private final TableName name;
        private final TableWriter writer;
        private long bufferedBytes;

        OpenTable(TableName name, TableWriter writer) {
            this.name = name;
            this.writer = writer;
        }
    }
}
