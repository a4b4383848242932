// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.proof.PartitionCheck;
import dev.alluvium.quickstart.proof.ProofReport;
import dev.alluvium.quickstart.proof.TableCheck;
import dev.alluvium.quickstart.terminal.Screen;
import dev.alluvium.quickstart.terminal.Screen.Style;
import dev.alluvium.quickstart.terminal.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what the proof compared and what came out. */
final class ProofView {
    private static final int SHOWN_FAULTS = 20;
    /** Debezium's letters, in the order in which they are shown. */
    private static final Map<String, String> OPERATIONS = operations();

    private ProofView() {}

    static void show(ProofReport report, Screen screen) {
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
        for (TableCheck table : report.tables()) {
            screen.line(String.format(
                    Locale.ROOT,
                    "    %s  %s: %,d rows x %d columns in PostgreSQL, and in bronze their events: %s",
                    mark(screen, table.faults()),
                    table.table(),
                    table.rows(),
                    table.columns(),
                    events(table.events())));
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

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** As {@code 200 snapshot, 36 insert, 38 update}. */
    private static String events(Map<String, Integer> counts) {
        List<String> parts = new ArrayList<>();
        OPERATIONS.forEach((op, name) -> {
            Integer count = counts.get(op);
            if (count != null) {
                parts.add(number(count) + " " + name);
            }
        });
        return String.join(", ", parts);
    }

    private static Map<String, String> operations() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("r", "snapshot");
        names.put("c", "insert");
        names.put("u", "update");
        names.put("d", "delete");
        names.put("t", "truncate");
        return names;
    }

    private static String mark(Screen screen, List<String> faults) {
        return faults.isEmpty() ? screen.styled(Style.GOOD, "equal") : screen.styled(Style.BAD, "DIFFERS");
    }
}
