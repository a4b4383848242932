// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Keeps what files hold within bounds: those that take rows hold one share of the memory, and those that wait to be uploaded
 * another one. For one thread.
 */
final class FileMemory {
    /** Each row of a batch may open a file, which holds a good part of a megabyte before it has a page of rows. */
    static final int MAX_NEW_FILES = 8;

    private static final long LOOK_AGAIN_MS = 5;
    /** An upload that hangs must not keep this thread from all else, such as partitions that are taken away. */
    private static final long MAX_WAIT_MS = 10_000;

    private final MemoryGauge gauge;
    private final long maxShareBytes;
    private final LongConsumer sleeper;
    private final BooleanSupplier stopped;
    private int newFiles;

    /**
     * @param maxShareBytes of each of the two shares
     * @param sleeper waits for that many milliseconds
     * @param stopped once true, waiting is over
     */
    FileMemory(MemoryGauge gauge, long maxShareBytes, LongConsumer sleeper, BooleanSupplier stopped) {
        this.gauge = gauge;
        this.maxShareBytes = maxShareBytes;
        this.sleeper = sleeper;
        this.stopped = stopped;
    }

    /**
     * Files were opened.
     *
     * @return whether they are so many since {@link #keep} that it is to be called before the next one
     */
    boolean opened(int files) {
        newFiles += files;
        return newFiles >= MAX_NEW_FILES;
    }

    /**
     * Closes tables until the others are within bounds, and then waits for uploads until what is closed is so too, for ten
     * seconds at most: they go on whatever this thread does.
     *
     * @param open accounted for
     */
    void keep(OpenTables open, Consumer<TableName> seal) {
        newFiles = 0;
        for (TableName name = open.nextToClose();
                name != null && gauge.openBytes() > maxShareBytes;
                name = open.nextToClose()) {
            seal.accept(name);
        }
        long waitedMs = 0;
        while (gauge.sealedBytes() > maxShareBytes && waitedMs < MAX_WAIT_MS && !stopped.getAsBoolean()) {
            long pauseMs = Math.max(LOOK_AGAIN_MS, waitedMs / 8);
            sleeper.accept(pauseMs);
            waitedMs += pauseMs;
        }
    }
}
