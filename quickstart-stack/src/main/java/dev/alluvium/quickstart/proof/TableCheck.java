// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import dev.alluvium.quickstart.bronze.BronzeRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table of the source against the state that bronze's change events lead to.
 *
 * @param rows in the source
 * @param columns compared in each row
 * @param events the changes by their {@code op}: {@code r c u d}
 * @param faults rows that are missing, left over or different, with the partition and offset that they come from
 */
public record TableCheck(String table, int rows, int columns, Map<String, Integer> events, List<String> faults) {

    public TableCheck {
        events = new TreeMap<>(events);
        faults = List.copyOf(faults);
    }

    /** A row as the last event about it left it. */
    private record Rebuilt(Map<String, @Nullable String> values, BronzeRow event) {
        String place() {
            return event.partition() + " offset " + event.offset();
        }
    }

    /** Replays the events of a bronze table and compares what comes out. */
    static TableCheck of(SourceTable source, List<BronzeRow> bronze) {
        List<BronzeRow> events = new ArrayList<>(bronze);
        // One key is always in one partition, so this order is the order of its changes.
        events.sort(Comparator.comparing((BronzeRow row) -> row.partition().partition())
                .thenComparing(BronzeRow::offset));
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Rebuilt> rebuilt = new TreeMap<>();
        for (BronzeRow event : events) {
            Optional<String> op = event.text("op");
            // A tombstone says nothing new: the delete before it did.
            op.ifPresent(kind -> {
                counts.merge(kind, 1, Integer::sum);
                apply(source, kind, event, rebuilt);
            });
        }
        return new TableCheck(
                source.name(), source.rows().size(), source.columns().size(), counts, compare(source, rebuilt));
    }

    private static void apply(SourceTable source, String op, BronzeRow event, Map<String, Rebuilt> rebuilt) {
        if (op.equals("t")) {
            rebuilt.clear();
            return;
        }
        String side = op.equals("d") ? "before" : "after";
        Map<String, @Nullable Object> image = event.struct(side)
                .orElseThrow(() -> new IllegalStateException("the event at " + event.partition() + " offset "
                        + event.offset() + " has op " + op + " but no " + side));
        Map<String, @Nullable String> values = new HashMap<>();
        for (SourceColumn column : source.columns()) {
            values.put(column.name(), column.fromBronze(image.get(column.name())));
        }
        String key = source.keyOf(values);
        if (op.equals("d")) {
            rebuilt.remove(key);
        } else {
            rebuilt.put(key, new Rebuilt(values, event));
        }
    }

    private static List<String> compare(SourceTable source, Map<String, Rebuilt> rebuilt) {
        List<String> faults = new ArrayList<>();
        source.rows().forEach((key, values) -> {
            Rebuilt row = rebuilt.get(key);
            if (row == null) {
                faults.add(source.name() + " " + key + ": in the source, but bronze's events do not lead to it");
                return;
            }
            for (SourceColumn column : source.columns()) {
                if (!Objects.equals(values.get(column.name()), row.values().get(column.name()))) {
                    faults.add(source.name() + " " + key + ": column " + column.name() + " (" + column.type()
                            + ") differs; its last event is " + row.place());
                }
            }
        });
        rebuilt.forEach((key, row) -> {
            if (!source.rows().containsKey(key)) {
                faults.add(source.name() + " " + key
                        + ": not in the source any more, but bronze's last event about it is " + row.place());
            }
        });
        return faults;
    }
}
