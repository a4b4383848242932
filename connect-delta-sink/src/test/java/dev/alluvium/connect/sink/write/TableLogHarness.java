// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A table under test: one a test, where each instance of its log stands for another process; and the faults of its storage. */
public interface TableLogHarness {
    int CHECKPOINT_INTERVAL_COMMITS = 5;

    /** Another writer onto the test's table, which does not exist at first. */
    TableLog open();

    /** The other side of a race. */
    default TableLog openRival() {
        return open();
    }

    void onNextWrite(WriteFault fault);

    /** Lets the request that {@link WriteFault#IN_FLIGHT} held back arrive. */
    void landInFlight() throws IOException;

    /** Lets the next look at the log, by whichever writer, end in an {@code IOException}. */
    void failNextRead();

    /** The table's files as a reader sees them, in any order. */
    List<DataFile> files() throws IOException;

    /**
     * Adds a version after which the table asks its writers for the feature "odd".
     *
     * @return the version
     */
    long refuseWriters() throws IOException;

    boolean hasCheckpoint(long version) throws IOException;

    /** Removes the versions that a checkpoint at {@code version} makes superfluous. */
    void dropVersionsBefore(long version) throws IOException;

    /** Lets time pass for all writers. */
    void pass(Duration time);

    /** A writer whose table has been created with {@link TableLogSteps#SCHEMA}. */
    default TableLog tableWithSchema() {
        TableLog writer = open();
        assertThat(writer.evolve(new TableState(TableState.ABSENT, TableSchema.EMPTY, Map.of()), SCHEMA))
                .isEqualTo(new CommitResult.Committed(0));
        return writer;
    }
}
