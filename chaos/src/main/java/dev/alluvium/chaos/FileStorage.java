// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.chaos.storage.FaultDirectory;
import java.nio.file.Path;
import java.util.Map;

/** The local disk. Faults strike in the workers: in a Hadoop file system and a log store that are put beside the sink's jars. */
record FileStorage(FaultDirectory faults, Path directory, Path tables) implements ChaosStorage {

    @Override
    public String warehouse() {
        return tables.toUri().toString();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "hadoop.fs.file.impl", "dev.alluvium.chaos.storage.ChaosFileSystem",
                "hadoop.io.delta.kernel.logStore.file.impl", "dev.alluvium.chaos.storage.ChaosLogStore",
                "hadoop.delta.logStore.file.impl", "dev.alluvium.chaos.storage.ChaosLogStore",
                "hadoop.alluvium.chaos.directory", directory.toString());
    }

    @Override
    public void close() {
        // It goes with the directory around it.
    }
}
