// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The tables that rows have come for. One that nothing has come for in a long while, and that has nothing pending, is
 * forgotten with its snapshot, shapes and lanes, but for what tells a damaged table (rule 5): it is looked up again when the
 * next row comes. For one thread.
 */
final class KnownTables {
    /** Far beyond the pauses of a table in use: to look one up again costs a few requests. */
    static final long IDLE_MS = 600_000;

    private final Function<TableName, TableWriter> newTable;
    private final Map<TableName, TableWriter> writers = new HashMap<>();
    /** When rows came last, those first that have waited longest. */
    private final Map<TableName, Long> used = new LinkedHashMap<>();

    private final Map<TableName, TableWriter.Memory> forgotten = new HashMap<>();

    KnownTables(Function<TableName, TableWriter> newTable) {
        this.newTable = newTable;
    }

    TableWriter of(TableName name) {
        TableWriter writer = writers.get(name);
        if (writer == null) {
            writer = newTable.apply(name);
            TableWriter.Memory memory = forgotten.remove(name);
            if (memory != null) {
                writer.recall(memory);
            }
            writers.put(name, writer);
        }
        return writer;
    }

    /** Rows have come for the table. */
    void use(TableName name, long nowMs) {
        used.remove(name);
        used.put(name, nowMs);
    }

    Collection<TableWriter> writers() {
        return writers.values();
    }

    Map<TableName, TableWriter> byName() {
        return Map.copyOf(writers);
    }

    /** Whether any table ever known meets the condition. */
    boolean any(Predicate<TableName> condition) {
        return writers.keySet().stream().anyMatch(condition)
                || forgotten.keySet().stream().anyMatch(condition);
    }

    /** Forgets those whose time has come, and tells of each. */
    void forgetIdle(long nowMs, Predicate<TableName> inTrouble, Consumer<TableName> rested) {
        Iterator<Map.Entry<TableName, Long>> oldest = used.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<TableName, Long> entry = oldest.next();
            if (nowMs - entry.getValue() < IDLE_MS) {
                return;
            }
            TableName name = entry.getKey();
            TableWriter writer = of(name);
            // One that waits for its commit has its turn later, with the next rows at the latest.
            if (!writer.holdsRows() && !writer.isInFlight() && !inTrouble.test(name)) {
                oldest.remove();
                writers.remove(name);
                forgotten.put(name, writer.memory());
                rested.accept(name);
            }
        }
    }
}
