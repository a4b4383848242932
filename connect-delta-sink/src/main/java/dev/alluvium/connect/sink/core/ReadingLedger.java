// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the reading of each partition stands and from where it must be read again (rules 5 and 6 of the commit protocol).
 *
 * <p>A partition is only ever sought backwards. Once a session is given up, nothing that was read in it counts any more,
 * not even for tables that were not fenced: those records come again, and each table skips what it has.
 *
 * <p>Not safe for use by several threads.
 */
public final class ReadingLedger {
    private static final long NOWHERE = Long.MAX_VALUE;

    private final Map<SourcePartition, Reading> readings = new HashMap<>();
    /** Rows mostly come from the partition of the one before: spares a look-up for each. */
    private @Nullable Reading lastPassed;

    /** A partition was assigned; what was known of its reading is void. */
    public void opened(Session session) {
        readings.put(session.source(), new Reading(session));
        lastPassed = null;
    }

    /** A partition was taken away. */
    public void closed(SourcePartition source) {
        readings.remove(source);
        lastPassed = null;
    }

    /**
     * A demanded rewind was carried out.
     *
     * @return a further rewind, if one to a lower offset was needed meanwhile
     */
    public Optional<Rewind> rewound(Session session, long offset) {
        Reading reading = readings.get(session.source());
        if (reading == null) {
            return Optional.empty();
        }
        long further = reading.furtherTo;
        reading.session = session;
        reading.nextOffset = offset;
        reading.rewindTo = NOWHERE;
        reading.furtherTo = NOWHERE;
        return further < offset ? needed(session.source(), further) : Optional.empty();
    }

    /** Whether rows of this session count. Those of a session that was given up will be read again. */
    public boolean counts(Session session) {
        Reading reading = readings.get(session.source());
        return reading != null && session.equals(reading.session);
    }

    /** The row at {@code offset} was looked at, whether or not a table took it. */
    @SuppressWarnings("ReferenceEquality") // What is equal but not the same is only looked up once more.
    public void passed(Session session, long offset) {
        Reading reading = lastPassed;
        if (reading == null || reading.session != session) {
            reading = readings.get(session.source());
        }
        if (reading != null && session.equals(reading.session)) {
            reading.nextOffset = offset + 1;
            lastPassed = reading;
        }
    }

    /**
     * A table has dropped rows and needs everything from {@code offset} on again.
     *
     * @return the rewind to ask for; empty if the partition is not ours, will pass the offset anyway, or is being
     *     rewound already
     */
    public Optional<Rewind> needed(SourcePartition source, long offset) {
        Reading reading = readings.get(source);
        if (reading == null) {
            return Optional.empty();
        }
        Session session = reading.session;
        if (session == null) {
            if (offset < reading.rewindTo) {
                reading.furtherTo = Math.min(reading.furtherTo, offset);
            }
            return Optional.empty();
        }
        if (offset >= reading.nextOffset) {
            return Optional.empty();
        }
        reading.session = null;
        reading.rewindTo = offset;
        return Optional.of(new Rewind(session, offset));
    }

    /** The offset a partition is being rewound to: nothing from there on may be acknowledged. */
    public OptionalLong rewindingTo(SourcePartition source) {
        Reading reading = readings.get(source);
        if (reading == null || reading.session != null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.min(reading.rewindTo, reading.furtherTo));
    }

    private static final class Reading {
        private @Nullable Session session;
        /** The lowest offset that this session has not passed: a session that has passed nothing has nothing to repeat. */
        private long nextOffset = Long.MIN_VALUE;

        private long rewindTo = NOWHERE;
        private long furtherTo = NOWHERE;

        Reading(Session session) {
            this.session = session;
        }
    }
}
