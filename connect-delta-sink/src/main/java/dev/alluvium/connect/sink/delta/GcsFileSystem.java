// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/**
 * gcs-connector's file system, of which what a sink does all the time is done with one request, and in which a file is
 * there as a whole or not at all. Directories are what the names of objects have in common: none is made.
 *
 * <p>Public because Hadoop makes it by reflection.
 */
public final class GcsFileSystem extends FilterFileSystem {
    private static final String PART_BYTES = "fs.gs.outputstream.upload.chunk.size";
    private static final int DEFAULT_PART_BYTES = 8 << 20;

    private @Nullable GcsListing listing;
    private int partBytes;

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        GcsBucket bucket = GcsBucket.of(uri, configuration);
        fs = bucket.connector();
        listing = new GcsListing(bucket.requests(), new GcsFileStatuses(String.valueOf(uri.getAuthority())));
        int quanta = configuration.getInt(PART_BYTES, DEFAULT_PART_BYTES) / GcsResumableUpload.QUANTUM_BYTES;
        partBytes = Math.max(1, quanta) * GcsResumableUpload.QUANTUM_BYTES;
        super.initialize(uri, configuration);
    }

    GcsRequests requests() {
        return listing().requests();
    }

    private GcsListing listing() {
        return Objects.requireNonNull(listing, "not initialized");
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferBytes,
            short replication,
            long blockBytes,
            Progressable progress)
            throws IOException {
        String name = GcsFileStatuses.nameOf(makeQualified(path));
        GcsUpload upload = new GcsUpload(requests(), listing().statuses(), name, overwrite, partBytes);
        return new FSDataOutputStream(upload, statistics);
    }

    @Override
    public boolean mkdirs(Path path) {
        return true;
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) {
        return true;
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return recursive ? fs.delete(path, true) : requests().delete(GcsFileStatuses.nameOf(makeQualified(path)));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        Set<FileStatus> found = listing().in(GcsFileStatuses.directoryOf(makeQualified(path)));
        // It says whether there is a file, or an object for an empty directory.
        return found.isEmpty() ? fs.listStatus(path) : found.toArray(FileStatus[]::new);
    }

    /** The files in the directory of {@code first} from its name on, in order of their names: no others are asked for. */
    List<FileStatus> filesFrom(Path first) throws IOException {
        Path qualified = makeQualified(first);
        return listing()
                .filesFrom(GcsFileStatuses.directoryOf(qualified.getParent()), GcsFileStatuses.nameOf(qualified));
    }

    /** What it is made of is shared, see {@link GcsBucket}. */
    @Override
    public void close() {}
}
