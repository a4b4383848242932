// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file being written to storage that can still be dropped.
 *
 * <p>It is opened in storage with the first bytes that tell anything: until its first row group is written, a file costs
 * neither a file descriptor nor an upload with its buffers, of which thousands of tables would need thousands.
 */
final class StorageFile implements OutputFile {
    private final FileSystem fileSystem;
    private final Path path;

    private @Nullable FSDataOutputStream stream;
    private boolean begun;

    StorageFile(FileSystem fileSystem, Path path) {
        this.fileSystem = fileSystem;
        this.path = path;
    }

    Path path() {
        return path;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        return new LateStream(this::open);
    }

    private PositionOutputStream open() throws IOException {
        begun = true;
        FSDataOutputStream created = fileSystem.create(path, false);
        stream = created;
        return HadoopStreams.wrap(created);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    /** How far the file is written. */
    long position() {
        return stream == null ? 0 : stream.getPos();
    }

    /**
     * Makes sure that the closed file is whole and survives a crash, and says what storage knows of it.
     *
     * <p>A local file system keeps a closed file in memory for a while: a commit that outlives a crash must not name a
     * file that did not. Object stores are durable once they acknowledge.
     */
    FileStatus persist(Path warehouse) throws IOException {
        if ("file".equals(fileSystem.getUri().getScheme())) {
            force(path, StandardOpenOption.WRITE);
            // A directory holds the names of its files, and that of the table may be as new as the file.
            Path directory = path;
            do {
                directory = directory.getParent();
                force(directory, StandardOpenOption.READ);
            } while (!directory.toUri().getPath().equals(warehouse.toUri().getPath()));
        }
        Optional<FileStatus> answered = publishedOnClose().flatMap(PublishedOnClose::status);
        FileStatus status = answered.isPresent() ? answered.get() : fileSystem.getFileStatus(path);
        if (status.getLen() != position()) {
            throw new IOException("storage holds " + status.getLen() + " of the " + position() + " bytes written to "
                    + path + "; the file is not committed");
        }
        return status;
    }

    /** Memory that the stream holds until it is closed. */
    long heldBytes() {
        return publishedOnClose().map(PublishedOnClose::heldBytes).orElse(0L);
    }

    /** To be called before what writes to it is closed: where closing publishes a file, it no longer does. */
    void abandon() {
        FSDataOutputStream open = stream;
        if (open != null && open.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
            open.abort();
        }
    }

    /** Leaves nothing behind, as far as storage allows. */
    void drop() throws IOException {
        abandon();
        try {
            if (stream != null) {
                stream.close();
            }
        } finally {
            if (begun && publishedOnClose().map(PublishedOnClose::mayExist).orElse(true)) {
                fileSystem.delete(path, false);
            }
        }
    }

    private Optional<PublishedOnClose> publishedOnClose() {
        return stream != null && stream.getWrappedStream() instanceof PublishedOnClose published
                ? Optional.of(published)
                : Optional.empty();
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel =
                FileChannel.open(java.nio.file.Path.of(path.toUri().getPath()), option)) {
            channel.force(true);
        }
    }
}
