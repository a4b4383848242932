// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.FakeDeltaLogs;
import dev.alluvium.connect.sink.write.SimulatedLogs;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CheckpointAlreadyExistsException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.delta.kernel.internal.SnapshotImpl;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.hadoop.conf.Configuration;

/** The logs as the libraries write them, on storage in memory. */
public final class LogsInMemory implements SimulatedLogs {
    private static final int NEVER = Integer.MAX_VALUE;

    private final FakeDeltaLogs stored = new FakeDeltaLogs();
    private final StorageInMemory storage;
    private final DeltaTableLogs logs;

    /**
     * @param clock tells how old is what is known of a log
     * @param others act before each request to storage, and before its reply is heard
     */
    public LogsInMemory(LogLibrary library, InstantSource clock, Runnable others) {
        storage = new StorageInMemory(stored, others);
        logs = new DeltaTableLogs(
                new StorageSettings(StorageInMemory.WAREHOUSE, library, NEVER, storage.hadoop()), "0-test", clock);
    }

    @Override
    public TableLog open(TableName table) {
        return logs.open(table);
    }

    @Override
    public FakeDeltaLogs stored() {
        return stored;
    }

    @Override
    public void refuse(TableName table) {
        storage.textOf(table).refuse();
    }

    @Override
    public void accept(TableName table) {
        storage.textOf(table).accept();
    }

    @Override
    public boolean restore(TableName table, long version) {
        storage.textOf(table).restore(version);
        return true;
    }

    @Override
    public void answer(TableName table) {
        storage.textOf(table).answer();
    }

    @Override
    public boolean cleanUp(TableName table, long firstKept) {
        return storage.quietly(() -> checkpoint(table, firstKept));
    }

    /** By Kernel, which does not write a checkpoint twice, nor one of a table that it would not write to. */
    private boolean checkpoint(TableName table, long firstKept) {
        Configuration configuration = new Configuration(false);
        storage.hadoop().forEach(configuration::set);
        Engine engine = new WholeFileEngine(configuration);
        try {
            SnapshotImpl newest = KernelSnapshot.readNewest(engine, StorageInMemory.WAREHOUSE + "/" + table.path())
                    .orElseThrow();
            newest.writeCheckpoint(engine);
            storage.keep(table, Math.min(firstKept, newest.getVersion()));
            return true;
        } catch (CheckpointAlreadyExistsException | UnsupportedTableFeatureException nothingDone) {
            return false;
        } catch (IOException | UnsupportedTableException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        storage.close();
    }
}
