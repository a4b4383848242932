// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables with rows in open files, when each is due, and what they hold in memory. For one thread. */
final class OpenTables {
    private final MemoryGauge gauge;
    private final Pace pace;
    private final Map<TableName, Open> tables = new LinkedHashMap<>();
    private final PriorityQueue<Open> byDue = new PriorityQueue<>(Comparator.comparingLong(open -> open.dueMs));
    /** By the number of binary digits of what they hold: each class up to twice as large as the one before. */
    private final List<Set<TableName>> bySize = new ArrayList<>();

    OpenTables(MemoryGauge gauge, Pace pace) {
        this.gauge = gauge;
        this.pace = pace;
        for (int digits = 0; digits <= Long.SIZE; digits++) {
            bySize.add(new LinkedHashSet<>());
        }
    }

    private static final class Open {
        private final TableName name;
        private final TableWriter writer;
        private final long dueMs;
        private long bufferedBytes;

        Open(TableName name, TableWriter writer, long dueMs) {
            this.name = name;
            this.writer = writer;
            this.dueMs = dueMs;
        }
    }

    /** The table has taken rows. */
    void settle(TableName name, TableWriter writer) {
        Open open = tables.get(name);
        if (open == null) {
            open = new Open(name, writer, pace.dueMs(name, writer.files().firstRowMs()));
            tables.put(name, open);
            byDue.add(open);
        }
        account(open, writer.files().bufferedBytes());
        gauge.openTables(tables.size());
    }

    private void account(Open open, long bufferedBytes) {
        gauge.open(bufferedBytes - open.bufferedBytes);
        int before = sizeClass(open.bufferedBytes);
        int now = sizeClass(bufferedBytes);
        open.bufferedBytes = bufferedBytes;
        if (before != now || !bySize.get(now).contains(open.name)) {
            bySize.get(before).remove(open.name);
            bySize.get(now).add(open.name);
        }
    }

    private static int sizeClass(long bytes) {
        return Long.SIZE - Long.numberOfLeadingZeros(bytes);
    }

    List<TableName> names() {
        return List.copyOf(tables.keySet());
    }

    /** The one that is due before all others; null if none is open. */
    @Nullable TableName firstDue() {
        // Those that were closed before they were due are taken out when their turn comes: there is no cheaper way.
        for (Open open = byDue.peek(); open != null; open = byDue.peek()) {
            if (open.equals(tables.get(open.name))) {
                return open.name;
            }
            byDue.remove();
        }
        return null;
    }

    /** When the table, which is open, is due. */
    long dueMs(TableName name) {
        return Objects.requireNonNull(tables.get(name)).dueMs;
    }

    /**
     * The one to close if memory runs short; null if none is open. A large one frees the most for one commit. Of many
     * alike, within a factor of two, it is the one that came to its size first: it is the first to be due anyway, and none
     * is closed again before all others had their turn. Found without a look at all of them.
     */
    @Nullable TableName nextToClose() {
        for (int digits = Long.SIZE; digits >= 0; digits--) {
            Iterator<TableName> alike = bySize.get(digits).iterator();
            if (alike.hasNext()) {
                return alike.next();
            }
        }
        return null;
    }

    /** The table's files are given away or dropped. */
    void close(TableName name) {
        Open open = tables.remove(name);
        if (open != null) {
            account(open, 0);
            bySize.get(0).remove(name);
            gauge.openTables(tables.size());
        }
    }

    boolean contains(TableName name) {
        return tables.containsKey(name);
    }

    void abandon() {
        tables.values().forEach(open -> open.writer.files().abort());
        tables.clear();
        byDue.clear();
        bySize.forEach(Set::clear);
    }
}
