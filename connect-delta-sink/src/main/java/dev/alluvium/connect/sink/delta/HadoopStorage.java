// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.TableName;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The warehouse as Hadoop sees it: one configuration for everything below it, and where each table lies. */
public final class HadoopStorage {

    /** Kernel and delta-standalone look for the log store of {@code file:} under different keys. */
    private static final List<String> LOCAL_LOG_STORE_KEYS =
            List.of("io.delta.kernel.logStore.file.impl", "delta.logStore.file.impl");

    private final Configuration configuration;
    private final String warehouse;

    public HadoopStorage(StorageSettings settings) {
        this(settings, new Configuration());
    }

    /** @param worker what a {@code core-site.xml} on the worker's class path says; changed here */
    HadoopStorage(StorageSettings settings, Configuration worker) {
        warehouse = settings.warehouse();
        configuration = worker;
        // Connect loads plugins apart, and not every thread that gets here carries the plugin's class loader.
        configuration.setClassLoader(HadoopStorage.class.getClassLoader());
        // No .crc file beside each file; uncached, as somebody else's FileSystem for "file:" would bring them back.
        configuration.set("fs.file.impl", LocalFileSystem.class.getName());
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        LOCAL_LOG_STORE_KEYS.forEach(key -> configuration.set(key, HardLinkLogStore.class.getName()));
        GcsDefaults.own(settings.hadoop()).forEach(configuration::set);
        settings.hadoop().forEach(configuration::set);
        GcsDefaults.complete(configuration);
    }

    /** Shared: copy it before changing it. */
    public Configuration configuration() {
        return configuration;
    }

    /** The table's root, with its scheme. */
    Path root(TableName table) {
        return new Path(warehouse + "/" + table.path());
    }
}
