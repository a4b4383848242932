// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.TableList;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The tables below the warehouse: directories with a {@code _delta_log}. */
public final class WarehouseTables implements TableList {
    private static final String LOG = "_delta_log";

    private final Path warehouse;
    private final Configuration configuration;

    /** @param storage reaches the warehouse that {@code settings} name */
    public WarehouseTables(HadoopStorage storage, StorageSettings settings) {
        this.warehouse = new Path(settings.warehouse());
        this.configuration = storage.configuration();
    }

    @Override
    public Set<TableName> tables() throws IOException {
        FileSystem files = warehouse.getFileSystem(configuration);
        Set<TableName> tables = new TreeSet<>();
        Deque<String> paths = new ArrayDeque<>(List.of(""));
        for (String path = paths.poll(); path != null; path = paths.poll()) {
            List<String> inside = directories(files, path);
            if (!path.isEmpty() && inside.contains(LOG)) {
                tables.add(new TableName(path));
                continue;
            }
            for (String name : inside) {
                String next = path.isEmpty() ? name : path + "/" + name;
                if (isTableName(next)) {
                    paths.add(next);
                }
            }
        }
        return tables;
    }

    private static boolean isTableName(String path) {
        try {
            return new TableName(path).path().equals(path);
        } catch (IllegalArgumentException e) {
            // Somebody else's: no table of ours can be there.
            return false;
        }
    }

    private List<String> directories(FileSystem files, String path) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            Path directory = path.isEmpty() ? warehouse : new Path(warehouse, path);
            for (FileStatus file : files.listStatus(directory)) {
                if (file.isDirectory()) {
                    names.add(file.getPath().getName());
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return names;
    }
}
