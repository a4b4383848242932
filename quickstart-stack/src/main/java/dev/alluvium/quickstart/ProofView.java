// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.proof.PartitionCheck;
import dev.alluvium.quickstart.proof.ProofReport;
import dev.alluvium.quickstart.proof.TableCheck;
import dev.alluvium.quickstart.terminal.Screen;
import dev.alluvium.quickstart.terminal.Screen.Style;
import dev.alluvium.quickstart.terminal.TextTable;
import java.util.List;
import java.util.Locale;

/** Shows what the proof compared and what came out. */
final class ProofView {
    private static final int SHOWN_FAULTS = 20;

    private ProofView() {}

    static void show(ProofReport report, Screen screen) {
        TextTable partitions =
                TextTable.of("<topic-partition", "in Kafka", "in bronze", "missing", "doubled", "unknown");
        for (PartitionCheck check : report.partitions()) {
            partitions.row(
                    check.partition(),
                    check.inKafka(),
                    check.inTable(),
                    check.missing().size(),
                    check.doubled().size(),
                    check.unknown().size());
        }
        partitions.lines().forEach(screen::line);
        screen.line("");
        for (TableCheck table : report.tables()) {
            screen.line(String.format(
                    Locale.ROOT,
                    "    %s  %s: %,d rows x %d columns in PostgreSQL against the events in bronze %s",
                    mark(screen, table.faults()),
                    table.table(),
                    table.rows(),
                    table.columns(),
                    table.events()));
        }
        screen.line(String.format(
                Locale.ROOT,
                "    %s  app_logs: %,d lines as they were sent, key and text",
                mark(screen, report.logs().faults()),
                report.logs().lines()));
        screen.line("");
        verdict(report, screen);
    }

    private static void verdict(ProofReport report, Screen screen) {
        List<String> faults = report.faults();
        faults.stream().limit(SHOWN_FAULTS).forEach(fault -> screen.line("    " + screen.styled(Style.BAD, fault)));
        if (faults.size() > SHOWN_FAULTS) {
            screen.line("    and " + (faults.size() - SHOWN_FAULTS) + " more");
        }
        screen.line(
                report.holds()
                        ? screen.styled(
                                Style.GOOD,
                                String.format(
                                        Locale.ROOT, "PROVEN: %,d records, no gap and no double.", report.records()))
                        : screen.styled(
                                Style.BAD,
                                faults.isEmpty()
                                        ? "NOT PROVEN: there was nothing to compare."
                                        : "NOT PROVEN: " + faults.size() + " faults."));
    }

    private static String mark(Screen screen, List<String> faults) {
        return faults.isEmpty() ? screen.styled(Style.GOOD, "equal") : screen.styled(Style.BAD, "DIFFERS");
    }
}
