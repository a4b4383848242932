// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables with rows in open files, by the time of the first row, and what they hold in memory. For one thread. */
final class OpenTables {
    private final MemoryGauge gauge;
    private final Map<TableName, Open> tables = new LinkedHashMap<>();

    OpenTables(MemoryGauge gauge) {
        this.gauge = gauge;
    }

    private static final class Open {
        private final TableName name;
        private final TableWriter writer;
        private long bufferedBytes;

        Open(TableName name, TableWriter writer) {
            this.name = name;
            this.writer = writer;
        }
    }

    /** The table has taken rows. */
    void settle(TableName name, TableWriter writer) {
        account(
                tables.computeIfAbsent(name, any -> new Open(name, writer)),
                writer.files().bufferedBytes());
    }

    private void account(Open open, long bufferedBytes) {
        gauge.open(bufferedBytes - open.bufferedBytes);
        open.bufferedBytes = bufferedBytes;
    }

    List<TableName> names() {
        return List.copyOf(tables.keySet());
    }

    /** The one whose first row came first; null if none is open. */
    @Nullable TableName oldest() {
        return tables.isEmpty() ? null : tables.keySet().iterator().next();
    }

    /** The one that holds the most memory; null if none is open. */
    @Nullable TableName largest() {
        return tables.values().stream()
                .max(Comparator.comparingLong(open -> open.bufferedBytes))
                .map(open -> open.name)
                .orElse(null);
    }

    /** The table's files are given away or dropped. */
    void close(TableName name) {
        Open open = tables.remove(name);
        if (open != null) {
            account(open, 0);
        }
    }

    boolean contains(TableName name) {
        return tables.containsKey(name);
    }

    void abandon() {
        tables.values().forEach(open -> open.writer.files().abort());
        tables.clear();
    }
}
