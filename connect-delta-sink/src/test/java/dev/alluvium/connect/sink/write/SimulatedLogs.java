// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;

/** The logs of a warehouse as a simulation has them: its tasks open them, and it acts on what is stored behind their backs. */
public interface SimulatedLogs extends TableLogs, AutoCloseable {

    /** What is stored, and the scripts of its faults. */
    FakeDeltaLogs stored();

    /** From now on the table cannot be written, until it is accepted again. */
    void refuse(TableName table);

    void accept(TableName table);

    /**
     * Somebody goes back to an earlier version, and keeps the txns, as RESTORE does.
     *
     * @return false if logs of this kind do not tell of it, and nothing was done
     */
    boolean restore(TableName table, long version);

    /** Somebody has brought back what a RESTORE took away, by a commit of ours. */
    void answer(TableName table);

    /**
     * Somebody writes a checkpoint of the newest version, and removes older ones.
     *
     * @param firstKept no version from here on is removed
     * @return false if nothing was done, for logs of this kind know no checkpoints, or none is to be written now
     */
    boolean cleanUp(TableName table, long firstKept);

    @Override
    void close();
}
