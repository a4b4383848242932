// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** {@link StorageInMemory} as Delta sees it. Public because Delta makes it. */
public final class LogStoreInMemory extends LogStore {
    public LogStoreInMemory(Configuration configuration) {
        super(configuration);
    }

    @Override
    public CloseableIterator<String> read(Path path, Configuration configuration) throws IOException {
        Iterator<String> lines = StorageInMemory.of(configuration).read(path).iterator();
        return new CloseableIterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public String next() {
                return lines.next();
            }

            @Override
            public void close() {
                // All of it was read.
            }
        };
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        List<String> lines = new ArrayList<>();
        actions.forEachRemaining(lines::add);
        if (overwrite) {
            StorageInMemory.of(configuration).put(path, StorageInMemory.bytes(lines));
        } else {
            StorageInMemory.of(configuration).write(path, lines);
        }
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
        return StorageInMemory.of(configuration).listFrom(path).iterator();
    }

    @Override
    public Path resolvePathOnPhysicalStorage(Path path, Configuration configuration) {
        return path;
    }

    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
        return false;
    }
}
