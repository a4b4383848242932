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

    @Override
    void close();
}
