// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import dev.alluvium.silver.cdc.Change.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A seeded history of one row, what it comes to by plain reasoning, and ways to tell it. */
public record EventHistory(List<Change> events) {
    /** The last of the three columns makes no version. */
    public static final Set<Integer> TRACKED = Set.of(0, 1);

    private static final int COLUMNS = 3;

    /** A state of the row, with what it began and ended with. */
    public record Span(String from, String to, List<Object> values) {}

    public static EventHistory random(Random random) {
        List<Change> events = new ArrayList<>();
        boolean there = false;
        int count = 1 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            String sequence = String.format(Locale.ROOT, "%04d", i);
            Kind kind = random.nextInt(4) == 0 ? Kind.DELETE : there ? Kind.UPDATE : Kind.INSERT;
            if (random.nextInt(12) == 0) {
                kind = List.of(Kind.INSERT, Kind.UPDATE, Kind.DELETE).get(random.nextInt(3));
            }
            there = kind != Kind.DELETE;
            events.add(there ? told(sequence, kind, random) : Change.delete(sequence, sequence));
        }
        return new EventHistory(events);
    }

    private static Change told(String sequence, Kind kind, Random random) {
        Object[] values = new Object[COLUMNS];
        Set<Integer> missing = new TreeSet<>();
        for (int column = 0; column < COLUMNS; column++) {
            if (column > 0 && random.nextInt(3) == 0) {
                missing.add(column);
            } else {
                values[column] = random.nextInt(4) == 0 ? null : Integer.toString(random.nextInt(2));
            }
        }
        return new Change(sequence, kind, Arrays.asList(values), missing, sequence);
    }

    /** Every state of the row between one event and the next that changed a tracked column. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        List<Object> row = null;
        for (Change event : events) {
            List<Object> next = next(row, event);
            Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (row != null && next != null && TRACKED.stream().allMatch(sameIn(row, next)::contains)) {
                spans.set(spans.size() - 1, new Span(last.from(), "", next));
            } else {
                if (row != null) {
                    spans.set(spans.size() - 1, new Span(last.from(), event.sequence(), last.values()));
                }
                if (next != null) {
                    spans.add(new Span(event.sequence(), "", next));
                }
            }
            row = next;
        }
        return spans;
    }

    /** The row in the end; empty if there is none. */
    public List<Object> row() {
        List<Object> row = null;
        for (Change event : events) {
            row = next(row, event);
        }
        return row == null ? List.of() : row;
    }

    private static List<Object> next(List<Object> row, Change event) {
        if (event.kind() == Kind.DELETE) {
            return null;
        }
        List<Object> next = new ArrayList<>(event.values());
        if (event.kind() == Kind.UPDATE && row != null) {
            event.missing().forEach(column -> next.set(column, row.get(column)));
        }
        return next;
    }

    private static Set<Integer> sameIn(List<Object> row, List<Object> next) {
        Set<Integer> same = new TreeSet<>();
        for (int column = 0; column < COLUMNS; column++) {
            if (Objects.equals(row.get(column), next.get(column))) {
                same.add(column);
            }
        }
        return same;
    }

    /** The events in any order, some of them twice, in batches. */
    public List<List<Change>> told(Random random) {
        List<Change> order = new ArrayList<>(events);
        for (Change event : events) {
            if (random.nextInt(5) == 0) {
                order.add(event);
            }
        }
        Collections.shuffle(order, random);
        List<List<Change>> batches = new ArrayList<>();
        for (Change event : order) {
            if (batches.isEmpty() || random.nextInt(3) == 0) {
                batches.add(new ArrayList<>());
            }
            batches.get(batches.size() - 1).add(event);
        }
        return batches;
    }
}
