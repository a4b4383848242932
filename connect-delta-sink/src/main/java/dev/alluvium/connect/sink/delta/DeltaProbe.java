// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import dev.alluvium.connect.sink.write.WarehouseProbe;
import io.delta.kernel.defaults.internal.logstore.LogStoreProvider;
import io.delta.storage.LogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries the warehouse through the file system and the log store that commits go through. */
public final class DeltaProbe implements WarehouseProbe {
    private static final Logger LOG = LoggerFactory.getLogger(DeltaProbe.class);
    /** Readers of a directory pass over names that begin so. */
    private static final String PREFIX = "_alluvium_probe_";

    private final StorageSettings settings;
    private final String version;
    private final StorageFaults faults;

    /** @param version of this sink */
    public DeltaProbe(StorageSettings settings, String version) {
        this.settings = settings;
        this.version = version;
        this.faults = new StorageFaults(settings.hadoop());
    }

    @Override
    public List<Fault> look(Collection<TableName> tables, BooleanSupplier hasTime) {
        try {
            write(new HadoopStorage(settings).configuration());
        } catch (IOException | RuntimeException | LinkageError e) {
            return List.of(faults.of(settings.warehouse() + " cannot be written", e));
        }
        List<Fault> found = new ArrayList<>();
        DeltaTableLogs logs = new DeltaTableLogs(settings, version);
        int looked = 0;
        for (TableName table : tables) {
            if (!hasTime.getAsBoolean()) {
                LOG.info("Probed {} of {} tables; there is no time for more", looked, tables.size());
                break;
            }
            try {
                logs.open(table).load(Set.of());
            } catch (UnsupportedTableException e) {
                found.add(faults.ofTable(table, e));
            } catch (IOException | RuntimeException e) {
                found.add(faults.of("the Delta log of table " + table + " cannot be read", e));
            }
            looked++;
        }
        return found;
    }

    private void write(Configuration hadoop) throws IOException {
        Path warehouse = new Path(settings.warehouse());
        FileSystem files = warehouse.getFileSystem(hadoop);
        if (!files.exists(warehouse)) {
            files.mkdirs(warehouse);
        }
        Configuration configuration = new Configuration(hadoop);
        String scheme = warehouse.toUri().getScheme();
        if (settings.library() == LogLibrary.STANDALONE) {
            SingleAttemptLogStore.insertInto(configuration, scheme);
        }
        LogStore store = LogStoreProvider.getLogStore(configuration, scheme);
        Path file = new Path(warehouse, PREFIX + UUID.randomUUID() + ".json");
        try {
            store.write(file, List.of("{}").iterator(), false, configuration);
            if (!refusesASecond(store, file, configuration)) {
                throw new IOException("the log store " + store.getClass().getName()
                        + " wrote over a file that was there: two writers would overwrite each other's commits. "
                        + "Name another by hadoop.io.delta.kernel.logStore." + scheme + ".impl");
            }
        } finally {
            files.delete(file, false);
        }
    }

    private static boolean refusesASecond(LogStore store, Path file, Configuration configuration) throws IOException {
        try {
            store.write(file, List.of("{}").iterator(), false, configuration);
            return false;
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} is refused the second time, as it should be", file, e);
            return true;
        }
    }
}
