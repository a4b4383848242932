// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import dev.alluvium.verify.KafkaVerdict;
import dev.alluvium.verify.Outcome;
import dev.alluvium.verify.PartitionVerdict;
import dev.alluvium.verify.Ranges;
import dev.alluvium.verify.TableVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The verdicts for people. */
final class HumanReport {
    private static final int MAX_PARTITIONS = 100;
    private static final int MAX_LINES = 20;

    private HumanReport() {}

    static List<String> of(List<TableVerdict> verdicts, Outcome outcome) {
        List<String> lines = new ArrayList<>();
        for (TableVerdict verdict : verdicts) {
            table(verdict, lines);
            lines.add("");
        }
        long rows = verdicts.stream().mapToLong(TableVerdict::rows).sum();
        long faults = verdicts.stream().mapToLong(v -> v.faults().size()).sum();
        long doubts = verdicts.stream().mapToLong(v -> v.doubts().size()).sum();
        lines.add(
                switch (outcome) {
                    case PROVEN -> "PROVEN: " + number(rows) + " rows, no gap and no double.";
                    case UNPROVEN ->
                        "NOT PROVEN: no double, but gaps in " + doubts
                                + " topic-partitions that nothing explains. --bootstrap-servers asks Kafka; --allow-gaps "
                                + "lets them pass where topics are compacted or transactional, or records are filtered.";
                    case BROKEN -> "BROKEN: " + faults + " faults.";
                });
        return lines;
    }

    private static void table(TableVerdict verdict, List<String> lines) {
        lines.add(verdict.table() + " version " + verdict.version() + ": " + number(verdict.rows()) + " rows in "
                + number(verdict.files()) + " files from "
                + verdict.partitions().size() + " topic-partitions");
        List<PartitionVerdict> shown = verdict.partitions().size() <= MAX_PARTITIONS
                ? verdict.partitions()
                : verdict.partitions().stream()
                        .filter(p -> !p.faults().isEmpty() || !p.doubts().isEmpty())
                        .limit(MAX_PARTITIONS)
                        .toList();
        if (!shown.isEmpty()) {
            lines.addAll(partitions(shown).lines());
        }
        if (shown.size() < verdict.partitions().size()) {
            lines.add("    and " + (verdict.partitions().size() - shown.size()) + " more (--json lists them all)");
        }
        add("BROKEN: ", verdict.faults(), lines);
        add("not proven: ", verdict.doubts(), lines);
        add("note: ", verdict.notes(), lines);
    }

    private static TextTable partitions(List<PartitionVerdict> partitions) {
        boolean compared = partitions.stream().anyMatch(p -> p.kafka().isPresent());
        TextTable table = compared
                ? TextTable.of(
                        "<topic-partition",
                        "rows",
                        "first",
                        "last",
                        "txn",
                        "doubled",
                        "gaps",
                        "explained",
                        "in Kafka",
                        "missing",
                        "unknown",
                        "behind")
                : TextTable.of("<topic-partition", "rows", "first", "last", "txn", "doubled", "gaps", "explained");
        for (PartitionVerdict p : partitions) {
            List<Object> cells = new ArrayList<>(List.of(
                    p.source(),
                    number(p.rows()),
                    offset(p.first()),
                    offset(p.last()),
                    offset(p.txn().orElse(-1)),
                    number(p.doubled().offsets()),
                    number(p.gaps().offsets()),
                    number(p.explained())));
            if (compared) {
                cells.add(kafka(p, KafkaVerdict::records));
                cells.add(kafka(p, k -> count(k.missing())));
                cells.add(kafka(p, k -> count(k.unknown())));
                cells.add(kafka(p, KafkaVerdict::behind));
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private static long count(Ranges ranges) {
        return ranges.offsets();
    }

    private static String kafka(PartitionVerdict partition, Function<KafkaVerdict, Long> what) {
        Optional<KafkaVerdict> kafka = partition.kafka();
        return kafka.map(what).map(HumanReport::number).orElse("-");
    }

    private static void add(String prefix, List<String> what, List<String> lines) {
        what.stream().limit(MAX_LINES).forEach(line -> lines.add("    " + prefix + line));
        if (what.size() > MAX_LINES) {
            lines.add("    " + prefix + "and " + (what.size() - MAX_LINES) + " more (--json lists them all)");
        }
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String offset(long offset) {
        return offset < 0 ? "-" : Long.toString(offset);
    }
}
