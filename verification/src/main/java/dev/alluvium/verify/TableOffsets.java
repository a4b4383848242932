// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Which records a table has, read from {@code _kafka} of every row of one version. */
public final class TableOffsets {
    private final TableReading reading;

    private TableOffsets(TableReading reading) {
        this.reading = reading;
    }

    /**
     * Reads the newest version.
     *
     * @param threads how many files are read at once
     * @throws VerifyException if it cannot be read, is not there or is not from the sink
     */
    public static TableOffsets read(Configuration hadoop, int threads, String table, Progress progress) {
        return find(hadoop, threads, table, progress)
                .orElseThrow(() -> new VerifyException("there is no Delta table at " + table));
    }

    /**
     * Reads the newest version, empty if there is no table.
     *
     * @param threads how many files are read at once
     * @throws VerifyException if it cannot be read, or is not from the sink
     */
    public static Optional<TableOffsets> find(Configuration hadoop, int threads, String table, Progress progress) {
        try (Workers workers = new Workers(threads)) {
            return new TableReader(hadoop, workers, progress).read(table, false).map(TableOffsets::new);
        }
    }

    /** The newest life of the topic that the table has been given records of, 0 if none. Reads no rows. */
    public static long newestEpoch(Configuration hadoop, String table, String topic) {
        try (Workers workers = new Workers(1)) {
            return new TableReader(hadoop, workers, Progress.NONE)
                    .txns(table).stream()
                            .map(Txn::source)
                            .filter(source -> source.topic().equals(topic))
                            .mapToLong(Source::epoch)
                            .max()
                            .orElse(0);
        }
    }

    /** Whether some row is of this record. */
    public boolean has(String topic, long epoch, int partition, long offset) {
        return reading.offsets(new Source(topic, epoch, partition)).nextPresent(offset) == offset;
    }
}
