// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** {@link StorageInMemory} as Hadoop sees it. Public because Hadoop makes it. */
public final class FileSystemInMemory extends FileSystem {
    private static final URI ROOT = URI.create("sim:///");

    @Override
    public String getScheme() {
        return ROOT.getScheme();
    }

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
        return new FSDataInputStream(new Content(storage().content(path)));
    }

    @Override
    public FileStatus[] listStatus(Path path) {
        return storage().directoriesIn(path).toArray(FileStatus[]::new);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return storage().status(path);
    }

    /** Of objects, as here: a directory is there when something is in it. */
    @Override
    public boolean mkdirs(Path path, FsPermission permission) {
        return true;
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path(ROOT);
    }

    @Override
    public void setWorkingDirectory(Path path) {
        throw new UnsupportedOperationException();
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
        StorageInMemory storage = storage();
        return new FSDataOutputStream(
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        storage.put(path, toByteArray());
                    }
                },
                null);
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferBytes, Progressable progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(Path path, boolean recursive) {
        throw new UnsupportedOperationException();
    }

    private StorageInMemory storage() {
        return StorageInMemory.of(getConf());
    }

    private static final class Content extends ByteArrayInputStream implements Seekable, PositionedReadable {
        Content(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void seek(long position) {
            pos = (int) position;
        }

        @Override
        public long getPos() {
            return pos;
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) {
            int found = (int) Math.min(length, count - position);
            if (found <= 0) {
                return -1;
            }
            System.arraycopy(buf, (int) position, into, offset, found);
            return found;
        }

        @Override
        public void readFully(long position, byte[] into, int offset, int length) throws IOException {
            if (read(position, into, offset, length) < length) {
                throw new EOFException();
            }
        }

        @Override
        public void readFully(long position, byte[] into) throws IOException {
            readFully(position, into, 0, into.length);
        }
    }
}
