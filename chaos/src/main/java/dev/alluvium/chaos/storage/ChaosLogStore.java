// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

import dev.alluvium.connect.sink.delta.HardLinkLogStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The sink's own local log store, whose requests meet faults. What it reads goes through {@link ChaosFileSystem}.
 *
 * <p>Public because Delta makes it by reflection.
 */
public final class ChaosLogStore extends HardLinkLogStore {
    private final Troublemaker trouble;

    public ChaosLogStore(Configuration configuration) {
        super(configuration);
        trouble = Troublemaker.of(configuration);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        // The request may be sent when the caller's iterator is long gone.
        List<String> lines = new ArrayList<>();
        actions.forEachRemaining(lines::add);
        trouble.send(overwrite ? Operation.CHECKPOINT : Operation.COMMIT, path, () -> {
            super.write(path, lines.iterator(), overwrite, configuration);
            return path;
        });
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
        return trouble.send(Operation.LIST, path, () -> super.listFrom(path, configuration));
    }
}
