// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.Verdict;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes rows of records, and sends those that cannot become rows where {@code delta.reject.mode} says. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int MAX_WARNED = 1_000;

    private final TableRouter router;
    private final RecordReader reader;
    private final RejectMode mode;
    private final Rejects rejects;
    private final @Nullable ErrantRecordReporter reporter;
    /** One line for each table: the tables tell the rest. */
    private final Set<TableName> warned = new HashSet<>();

    private final AtomicLong rejected = new AtomicLong();

    /** @throws ConnectException if {@code mode} needs a reporter and there is none */
    Intake(
            TableRouter router,
            RecordReader reader,
            RejectMode mode,
            Rejects rejects,
            @Nullable ErrantRecordReporter reporter) {
        if (mode.toReporter() && reporter == null) {
            throw new ConnectException(
                    RejectConfigDef.MODE
                            + " sends records that cannot become rows to Connect's dead letter queue, and this connector has none: "
                            + "set errors.deadletterqueue.topic.name and errors.tolerance=all, or choose delta.reject.mode=table");
        }
        this.router = router;
        this.reader = reader;
        this.mode = mode;
        this.rejects = rejects;
        this.reporter = reporter;
    }

    /** @throws ConnectException if the record cannot become a row, and may go nowhere else */
    void take(SinkRecord record, Session session, Taken taken) {
        Routed routed = router.route(record);
        List<TableName> tables = routed.tables();
        BadRecordException fault = routed.fault().orElse(null);
        if (fault != null) {
            reject(record, session, null, fault, taken);
        }
        BadRecordException verdict = tables.isEmpty() ? null : takeInto(tables, record, session, taken);
        // Counted and reported once, however many tables it was meant for.
        if (verdict != null) {
            rejected(record, session, tables.get(0), verdict, taken);
        } else if (fault != null) {
            rejected(record, session, null, fault, taken);
        }
    }

    /** How many rows had something rescued, those read again included. Safe for use by any thread. */
    long rescued() {
        return reader.rescuedRows();
    }

    private void rejected(
            SinkRecord record, Session session, @Nullable TableName table, BadRecordException verdict, Taken taken) {
        rejected.incrementAndGet();
        if (mode.toReporter()) {
            taken.reports().add(report(record, session, table, verdict));
        }
    }

    private @Nullable BadRecordException takeInto(
            List<TableName> tables, SinkRecord record, Session session, Taken taken) {
        try {
            requireNoVerdict(record);
            Row row = reader.read(record, session, tables.get(0));
            taken.rows().add(row);
            for (int i = 1; i < tables.size(); i++) {
                taken.rows().add(row.in(tables.get(i)));
            }
            return null;
        } catch (BadRecordException verdict) {
            tables.forEach(table -> reject(record, session, table, verdict, taken));
            return verdict;
        }
    }

    /** A gate in front of the sink can reject a record by its headers alone, for it has no table to put it into. */
    private static void requireNoVerdict(SinkRecord record) {
        Verdict.reject(record.headers()).ifPresent(verdict -> {
            throw new BadRecordException(
                    BadRecordException.Stage.QUALITY,
                    verdict.fields(),
                    "It was rejected by the quality gate in front of the sink, by these rules: " + verdict.rules(),
                    null);
        });
    }

    /** How many records could become no row, those read again included. Safe for use by any thread. */
    long rejected() {
        return rejected.get();
    }

    private void reject(
            SinkRecord record, Session session, @Nullable TableName table, BadRecordException verdict, Taken taken) {
        if (mode == RejectMode.FAIL) {
            throw failure(record, session, table, verdict);
        }
        TableName place = rejects.place(table);
        if (warned.size() < MAX_WARNED && warned.add(place)) {
            LOG.warn(
                    "{}, offset {}, table {}: the record cannot become a row and goes to {}; further ones are not logged: {}",
                    session.source(),
                    record.originalKafkaOffset(),
                    table == null ? "unknown" : table,
                    mode.toTable() ? "table " + place : "the dead letter queue",
                    verdict.reason());
        }
        if (mode.toTable()) {
            taken.rows().add(rejects.row(record, session, table, verdict));
        }
    }

    private Report report(SinkRecord record, Session session, @Nullable TableName table, BadRecordException verdict) {
        if (reporter == null) {
            throw new IllegalStateException("no reporter");
        }
        Future<Void> outcome = reporter.report(record, failure(record, session, table, verdict));
        return new Report(session.source(), record.originalKafkaOffset(), outcome);
    }

    private static DataException failure(
            SinkRecord record, Session session, @Nullable TableName table, BadRecordException verdict) {
        return new DataException(
                session.source() + ", offset " + record.originalKafkaOffset()
                        + (table == null ? "" : ", table " + table) + ": " + verdict.reason(),
                verdict);
    }
}
