// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.PendingOffsets;
import dev.alluvium.connect.sink.core.ReadingLedger;
import dev.alluvium.connect.sink.core.Rewind;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** The reading ledger with its effects: a rewind is held as pending before it is asked for, and until it is carried out. */
final class Readings {
    private final ReadingLedger ledger = new ReadingLedger();
    private final Map<String, Set<SourcePartition>> assigned = new HashMap<>();
    private final Map<SourcePartition, Long> rewinding = new HashMap<>();
    private final PendingOffsets pending;
    private final Consumer<Rewind> task;
    private final boolean fansOut;

    /** @param fansOut whether records of one topic may go to several tables */
    Readings(PendingOffsets pending, Consumer<Rewind> task, boolean fansOut) {
        this.pending = pending;
        this.task = task;
        this.fansOut = fansOut;
    }

    void opened(Session session) {
        SourcePartition source = session.source();
        ledger.opened(session);
        assigned.computeIfAbsent(source.topic(), topic -> new HashSet<>()).add(source);
        holdBack(source);
    }

    void rewound(Session session, long offset) {
        Optional<Rewind> further = ledger.rewound(session, offset);
        holdBack(session.source());
        further.ifPresent(task);
    }

    void closed(SourcePartition source) {
        ledger.closed(source);
        Set<SourcePartition> ofTopic = assigned.getOrDefault(source.topic(), Set.of());
        if (ofTopic.contains(source)) {
            ofTopic.remove(source);
        }
        holdBack(source);
    }

    boolean counts(Row row) {
        return ledger.counts(row.session());
    }

    void passed(Row row) {
        ledger.passed(row.session(), row.offset());
    }

    void needed(SourcePartition source, long offset) {
        Optional<Rewind> rewind = ledger.needed(source, offset);
        holdBack(source);
        rewind.ifPresent(task);
    }

    Set<SourcePartition> assigned(String topic) {
        return assigned.getOrDefault(topic, Set.of());
    }

    /** Whether what is read may go to more than one table. */
    boolean mayReachSeveralTables() {
        return fansOut
                || assigned.values().stream()
                                .filter(sources -> !sources.isEmpty())
                                .count()
                        > 1;
    }

    private void holdBack(SourcePartition source) {
        OptionalLong now = ledger.rewindingTo(source);
        now.ifPresent(offset -> pending.add(source, offset));
        Long before = now.isPresent() ? rewinding.put(source, now.getAsLong()) : rewinding.remove(source);
        if (before != null) {
            pending.remove(source, before);
        }
    }
}
