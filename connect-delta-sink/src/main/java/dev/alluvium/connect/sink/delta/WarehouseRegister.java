// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.Register;
import io.delta.kernel.defaults.internal.logstore.LogStoreProvider;
import io.delta.storage.LogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Notes below {@code _alluvium} in the warehouse, where no table can be. Each is written by put-if-absent, as versions of tables are.
 */
public final class WarehouseRegister implements Register {
    private static final String ROOT = "_alluvium";

    private final Path root;
    private final Configuration configuration;

    /** @param storage reaches the warehouse that {@code settings} name */
    public WarehouseRegister(HadoopStorage storage, StorageSettings settings) {
        this.root = new Path(settings.warehouse() + "/" + ROOT);
        this.configuration = storage.configuration();
    }

    @Override
    public Set<String> names(String folder) throws IOException {
        Set<String> names = new TreeSet<>();
        Path directory = new Path(root, folder);
        try {
            for (FileStatus file : directory.getFileSystem(configuration).listStatus(directory)) {
                // Half-written files of the log store begin with a point.
                if (file.isFile() && !file.getPath().getName().startsWith(".")) {
                    names.add(file.getPath().getName());
                }
            }
            return names;
        } catch (FileNotFoundException e) {
            return Set.of();
        }
    }

    @Override
    public boolean add(String folder, String name, String content) throws IOException {
        Path file = new Path(new Path(root, folder), name);
        file.getFileSystem(configuration).mkdirs(file.getParent());
        LogStore store =
                LogStoreProvider.getLogStore(configuration, file.toUri().getScheme());
        try {
            store.write(file, List.of(content).iterator(), false, configuration);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
