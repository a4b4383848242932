// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.GateResults.Result;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.TableAppend;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the quality gates in front of a connector have come to, for all of its tasks in this worker at once. What cannot be
 * written is kept, up to a bound, and tried again the next time: no record waits for it, and no task fails by it. For one thread.
 */
final class QualityReport {
    /** Of no topic-partition: with what stands behind it, it names a txn that is none of the connector's. */
    static final SourcePartition SOURCE = new SourcePartition("quality", 0);

    static final String PURPOSE = "results";

    private static final Logger LOG = LoggerFactory.getLogger(QualityReport.class);
    private static final int MAX_KEPT = 10_000;
    private static final int ATTEMPTS = 10;

    private final TableName table;
    private final TableAppend append;
    private final Supplier<List<Result>> results;
    private final Clock clock;
    private final QualityShape shape = new QualityShape();
    private final List<QualityRow> kept = new ArrayList<>();
    private Instant writtenTo;

    /** @param results what has come since it was last asked for */
    QualityReport(TableName table, TableAppend append, Supplier<List<Result>> results, Clock clock) {
        this.table = table;
        this.append = append;
        this.results = results;
        this.clock = clock;
        this.writtenTo = clock.instant();
    }

    /** Writes what there is; nothing if there is nothing. */
    void write() {
        Instant now = clock.instant();
        String runId = UUID.randomUUID().toString();
        results.get().forEach(result -> kept.add(new QualityRow(runId, writtenTo, now, result)));
        writtenTo = now;
        if (kept.isEmpty()) {
            return;
        }
        try {
            if (isAppended(kept.stream().map(this::row).toList())) {
                kept.clear();
                return;
            }
            LOG.warn("Table {}: others wrote to it at the same time; the quality results are tried again later", table);
        } catch (RuntimeException e) {
            LOG.warn("Table {}: the quality results cannot be written now, and are tried again later", table, e);
        }
        if (kept.size() > MAX_KEPT) {
            LOG.warn(
                    "Table {}: {} quality results could not be written for so long that they are dropped",
                    table,
                    kept.size());
            kept.clear();
        }
    }

    /** Other workers write to the same table: whoever comes second looks again. */
    private boolean isAppended(List<Row> rows) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            append.look();
            if (append.append(rows, Map.of())) {
                return true;
            }
        }
        return false;
    }

    private Row row(QualityRow content) {
        return new Row(table, new Session(SOURCE, 0), 0, shape, content, QualityShape.estimatedBytes());
    }
}
