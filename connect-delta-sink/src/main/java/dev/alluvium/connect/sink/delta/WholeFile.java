// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.defaults.engine.hadoopio.HadoopFileIO;
import io.delta.kernel.defaults.internal.logstore.LogStoreProvider;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.delta.storage.LogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Objects;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;

/** One file that Kernel writes, which is published by a call and not by being closed. Other files are as they were. */
final class WholeFile extends HadoopFileIO {
    private final FileSystem files;
    private final Path target;
    private final Path written;

    private @Nullable FSDataOutputStream stream;
    private boolean published;

    WholeFile(Configuration configuration, String path) throws IOException {
        super(configuration);
        this.target = new Path(path);
        this.files = target.getFileSystem(configuration);
        LogStore store =
                LogStoreProvider.getLogStore(configuration, target.toUri().getScheme());
        this.written = store.isPartialWriteVisible(target, configuration)
                ? new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + ".tmp")
                : target;
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return new OutputFile() {
            @Override
            public String path() {
                return path;
            }

            @Override
            public PositionOutputStream create(boolean putIfAbsent) throws IOException {
                FSDataOutputStream created = files.create(written);
                stream = created;
                return new Unclosed(created);
            }

            @Override
            public void writeAtomically(CloseableIterator<String> lines, boolean overwrite) {
                throw new UnsupportedOperationException("a Parquet file has no lines");
            }
        };
    }

    /** Kernel asks how large it has become. */
    @Override
    public FileStatus getFileStatus(String path) {
        return FileStatus.of(path, created().getPos(), System.currentTimeMillis());
    }

    /** All of it has been written. */
    void publish() throws IOException {
        created().close();
        if (!written.equals(target) && !files.rename(written, target)) {
            if (files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            throw new IOException(written + " could not be renamed to " + target);
        }
        published = true;
    }

    void dropUnlessPublished() throws IOException {
        FSDataOutputStream open = stream;
        if (published || open == null) {
            return;
        }
        if (open.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
            open.abort();
        } else {
            open.close();
        }
        // Under a name of its own it harms nobody; under the other one it may be somebody else's by now.
        if (!written.equals(target)) {
            files.delete(written, false);
        }
    }

    private FSDataOutputStream created() {
        return Objects.requireNonNull(stream, "nothing was written");
    }

    private static final class Unclosed extends PositionOutputStream {
        private final FSDataOutputStream out;

        Unclosed(FSDataOutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return out.getPos();
        }

        @Override
        public void write(int single) throws IOException {
            out.write(single);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() {}
    }
}
