// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import dev.alluvium.connect.sink.core.Contention;
import dev.alluvium.connect.sink.core.FlushPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** The tasks of one worker that write one table, which always have rows for it. */
final class PlannedWriter {
    private static final long FIRST_BACKOFF_MS = 20;
    private static final long MAX_BACKOFF_MS = 1_000;
    private static final int MAX_DOUBLINGS = 20;

    private enum Stage {
        SEAL,
        ARRIVE,
        LOOK
    }

    private final PlannedTable table;
    private final PlannedStorage storage;
    private final Contention contention;
    private final SplittableRandom random;
    private final List<Long> delaysMs = new ArrayList<>();
    private Stage stage = Stage.SEAL;
    private long nextMs;
    private long firstRowMs;
    private long firstAttemptMs;
    private long base;
    private long lostRaces;
    private int lostNow;
    /** Whether others wrote before the last commit: then a look is cheaper than a race lost. */
    private boolean hasCompany;

    PlannedWriter(PlannedTable table, FlushPolicy flush, PlannedStorage storage, SplittableRandom random) {
        this.table = table;
        this.storage = storage;
        this.random = random;
        this.contention = new Contention(flush, random.nextDouble());
        this.nextMs = contention.dueMs(0);
    }

    long nextMs() {
        return nextMs;
    }

    long commits() {
        return delaysMs.size();
    }

    long lostRaces() {
        return lostRaces;
    }

    int stretch() {
        return contention.stretch();
    }

    LongStream delaysMs() {
        return delaysMs.stream().mapToLong(Long::longValue);
    }

    /** Does what is due at {@link #nextMs}. @return how many objects were written by it */
    int act() {
        return switch (stage) {
            case SEAL -> seal();
            case ARRIVE -> arrive();
            case LOOK -> look();
        };
    }

    private int seal() {
        long sealedMs = nextMs;
        // The data file first, then the version.
        firstAttemptMs = sealedMs + storage.put(random);
        nextMs = firstAttemptMs;
        if (hasCompany) {
            stage = Stage.LOOK;
        } else {
            send(nextMs);
        }
        return 1;
    }

    private void send(long atMs) {
        stage = Stage.ARRIVE;
        nextMs = atMs + storage.put(random) / 2;
    }

    private int arrive() {
        if (table.put(base)) {
            base++;
            contention.committed(nextMs - firstAttemptMs);
            delaysMs.add(nextMs - firstRowMs);
            firstRowMs = nextMs;
            lostNow = 0;
            stage = Stage.SEAL;
            nextMs = contention.dueMs(nextMs);
        } else {
            lostRaces++;
            lostNow++;
            contention.lostRace();
            long ceilingMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS << Math.min(lostNow - 1, MAX_DOUBLINGS));
            stage = Stage.LOOK;
            nextMs += storage.put(random) / 2 + ceilingMs - random.nextLong(ceilingMs / 2 + 1);
        }
        return 1;
    }

    /** One read for each version that came in between, and one that finds nothing. */
    private int look() {
        long atMs = nextMs;
        hasCompany = table.version() > base;
        for (long missed = table.version() - base; missed >= 0; missed--) {
            atMs += storage.get(random);
        }
        base = table.version();
        send(atMs);
        return 0;
    }
}
