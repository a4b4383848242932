// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.proof.PartitionCheck;
import dev.alluvium.quickstart.proof.ProofReport;
import dev.alluvium.quickstart.proof.TableCheck;
import dev.alluvium.quickstart.terminal.Screen;
import dev.alluvium.quickstart.terminal.Screen.Style;
import dev.alluvium.verify.command.TextTable;
import java.util.List;
import java.util.Locale;

/** Shows what the proof compared and what came out. */
final class ProofView {
    private static final int SHOWN_FAULTS = 20;

    private ProofView() {}

    /** @param source the title of the shop's database */
    static void show(ProofReport report, String source, Screen screen) {
        TextTable partitions =
                TextTable.of("<topic-partition", "in Kafka", "in bronze", "missing", "doubled", "unknown");
        for (PartitionCheck check : report.partitions()) {
            partitions.row(
                    check.partition(),
                    number(check.inKafka()),
                    number(check.inTable()),
                    number(check.missing().size()),
                    number(check.doubled().size()),
                    number(check.unknown().size()));
        }
        partitions.lines().forEach(screen::line);
        screen.line("");
        TextTable tables = TextTable.of(
                "<rebuilt from bronze",
                "rows",
                "columns",
                "snapshot",
                "insert",
                "update",
                "delete",
                "<against " + source);
        for (TableCheck check : report.tables()) {
            tables.row(
                    check.table(),
                    number(check.rows()),
                    number(check.columns()),
                    events(check, "r"),
                    events(check, "c"),
                    events(check, "u"),
                    events(check, "d"),
                    mark(screen, check.faults()));
        }
        tables.lines().forEach(screen::line);
        screen.line("");
        screen.line(String.format(
                Locale.ROOT,
                "    app_logs: %,d rows against the lines as they were sent, key and text: %s",
                report.logs().lines(),
                mark(screen, report.logs().faults())));
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

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** @param op Debezium's letter for a kind of event */
    private static String events(TableCheck check, String op) {
        return number(check.events().getOrDefault(op, 0));
    }

    private static String mark(Screen screen, List<String> faults) {
        return faults.isEmpty() ? screen.styled(Style.GOOD, "equal") : screen.styled(Style.BAD, "DIFFERS");
    }
}
