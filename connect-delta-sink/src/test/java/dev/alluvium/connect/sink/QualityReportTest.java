// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.quality.GateResults.Result;
import dev.alluvium.connect.sink.EmittedFiles.Emitted;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TxnIdentity;
import dev.alluvium.connect.sink.write.TableAppend;
import dev.alluvium.connect.sink.write.TableLog;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QualityReportTest {
    private static final TableName TABLE = new TableName("governance/quality_results");
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    private final TaskInMemory memory = new TaskInMemory(column -> true);
    private final List<Result> results = new ArrayList<>();

    private QualityReport report(TableLog log) {
        TableAppend append = new TableAppend(
                TABLE,
                log,
                memory.files,
                new TxnIdentity("sink"),
                QualityReport.SOURCE,
                QualityReport.PURPOSE,
                1_000,
                () -> 0);
        return new QualityReport(
                TABLE,
                append,
                () -> {
                    List<Result> taken = List.copyOf(results);
                    results.clear();
                    return taken;
                },
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Result result(String rule, long evaluated, long violated) {
        return new Result("orders", "0", "gate", "", rule, "reject", "enforce", evaluated, violated);
    }

    @Test
    void writesWhatTheRulesHaveComeToByOneCommit() {
        QualityReport report = report(memory.logs.open(TABLE));
        results.add(result("quantity", 100, 3));
        results.add(result("email", 100, 0));
        report.write();

        List<Emitted> rows = memory.files.rows(memory.log(TABLE.path()));
        assertThat(rows).extracting(row -> row.columns().get("rule")).containsExactly("quantity", "email");
        assertThat(rows.get(0).columns())
                .containsEntry("engine", "smt")
                .containsEntry("connector", "orders")
                .containsEntry("task", "0")
                .containsEntry("transformation", "gate")
                .containsEntry("action", "reject")
                .containsEntry("mode", "enforce")
                .containsEntry("evaluated", 100L)
                .containsEntry("violated", 3L)
                .containsEntry("window_to", 1_795_773_600_000_000L)
                .doesNotContainKey("contract");
        assertThat(rows.get(0).columns().get("run_id"))
                .isEqualTo(rows.get(1).columns().get("run_id"));
        assertThat(memory.log(TABLE.path()).txns()).isEqualTo(Map.of("sink/quality@0/0/results", 1L));
    }

    @Test
    void writesNothingWhereNothingCame() {
        report(memory.logs.open(TABLE)).write();

        assertThat(memory.log(TABLE.path()).versions()).isEmpty();
    }

    @Test
    void twoWorkersWriteToOneTable() {
        QualityReport one = report(memory.logs.open(TABLE));
        QualityReport other = report(memory.logs.open(TABLE));
        results.add(result("first", 1, 0));
        one.write();
        results.add(result("second", 1, 0));
        other.write();
        results.add(result("third", 1, 0));
        one.write();

        assertThat(memory.files.rows(memory.log(TABLE.path())))
                .extracting(row -> row.columns().get("rule"))
                .containsExactly("first", "second", "third");
    }

    @Test
    void lastsFromTheFirstTaskToTheLast() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        List<String> made = new ArrayList<>();
        QualityReports reports = new QualityReports();
        AutoCloseable first = reports.join("key", "sink", 3_600_000, () -> counted(made, written));
        AutoCloseable second = reports.join("key", "sink", 3_600_000, () -> counted(made, written));

        first.close();
        assertThat(made).hasSize(1);
        assertThat(written.getCount()).as("a task is left").isEqualTo(1);
        second.close();
        assertThat(written.await(30, TimeUnit.SECONDS))
                .as("the rest is written")
                .isTrue();
        reports.join("key", "sink", 3_600_000, () -> counted(made, written)).close();
        assertThat(made).hasSize(2);
    }

    private QualityReport counted(List<String> made, CountDownLatch written) {
        made.add("report");
        return new QualityReport(
                TABLE,
                new TableAppend(
                        TABLE,
                        memory.logs.open(TABLE),
                        memory.files,
                        new TxnIdentity("sink"),
                        QualityReport.SOURCE,
                        QualityReport.PURPOSE,
                        1_000,
                        () -> 0),
                () -> {
                    written.countDown();
                    return List.of();
                },
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
