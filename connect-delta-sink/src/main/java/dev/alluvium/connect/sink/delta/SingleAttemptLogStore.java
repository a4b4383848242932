// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import io.delta.kernel.defaults.internal.logstore.LogStoreProvider;
import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Stands between delta-standalone and the real log store, so that a commit is one attempt: delta-standalone rebases and
 * tries again when it is told that a version exists, and this store tells it something else.
 *
 * <p>Public because delta-standalone makes it by reflection.
 */
public final class SingleAttemptLogStore extends LogStore {
    public SingleAttemptLogStore(Configuration configuration) {
        super(configuration);
    }

    /** Puts this store before the one that {@code configuration} names for {@code scheme}. */
    static void insertInto(Configuration configuration, String scheme) {
        String standalones = "delta.logStore." + scheme + ".impl";
        Optional.ofNullable(configuration.get(standalones))
                .ifPresent(store -> configuration.set("io.delta.kernel.logStore." + scheme + ".impl", store));
        configuration.set(standalones, SingleAttemptLogStore.class.getName());
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        LogStore store = storeOf(path, configuration);
        if (overwrite) {
            store.write(path, actions, true, configuration);
            return;
        }
        try {
            store.write(path, actions, false, configuration);
        } catch (FileAlreadyExistsException e) {
            throw VersionWriteException.taken(e);
        } catch (IOException | RuntimeException e) {
            throw VersionWriteException.unknown(e);
        }
    }

    @Override
    public CloseableIterator<String> read(Path path, Configuration configuration) throws IOException {
        return storeOf(path, configuration).read(path, configuration);
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
        return storeOf(path, configuration).listFrom(path, configuration);
    }

    @Override
    public Path resolvePathOnPhysicalStorage(Path path, Configuration configuration) throws IOException {
        return storeOf(path, configuration).resolvePathOnPhysicalStorage(path, configuration);
    }

    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration configuration) throws IOException {
        return storeOf(path, configuration).isPartialWriteVisible(path, configuration);
    }

    private static LogStore storeOf(Path path, Configuration configuration) {
        return LogStoreProvider.getLogStore(configuration, path.toUri().getScheme());
    }
}
