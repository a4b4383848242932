// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files of a bundle on their way into storage. For one thread. */
final class BundleFiles {
    private final Bundle bundle;
    private final List<DataFile> finished = new ArrayList<>();
    private long heldBytes;

    BundleFiles(Bundle bundle) {
        this.bundle = bundle;
        this.heldBytes = bundle.bufferedBytes();
    }

    /** Brings them into storage. After an exception they can only be removed. */
    List<DataFile> finish() throws IOException {
        while (finished.size() < bundle.files().size()) {
            finished.add(bundle.files().get(finished.size()).finish());
        }
        return List.copyOf(finished);
    }

    /** Of all that are in storage. */
    long storedBytes() {
        return finished.stream().mapToLong(DataFile::sizeBytes).sum();
    }

    /** How much memory they gave back since this was last asked. */
    long released() {
        long bytes = heldBytes;
        heldBytes = 0;
        return bytes;
    }

    /** The caller guarantees that no request that names them is unresolved. */
    void remove(DataFiles dataFiles) {
        finished.forEach(file -> dataFiles.delete(bundle.table(), file));
        bundle.files().stream().skip(finished.size()).forEach(DataFileWriter::abort);
    }
}
