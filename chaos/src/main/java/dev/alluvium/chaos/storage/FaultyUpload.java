// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** The bytes of a data file on their way, which may break off, and whose end may fail. */
final class FaultyUpload extends FilterOutputStream {
    /** Less than any Parquet file has. */
    private static final int TORN_AFTER_BYTES = 64;

    private final Path path;
    private final Troublemaker trouble;
    private Optional<StorageFault> tear = Optional.empty();
    private long sentBytes;
    private boolean closed;

    private FaultyUpload(FSDataOutputStream out, Path path, Troublemaker trouble) {
        super(out);
        this.path = path;
        this.trouble = trouble;
    }

    static FSDataOutputStream over(FSDataOutputStream out, Path path, Troublemaker trouble) throws IOException {
        return new FSDataOutputStream(new FaultyUpload(out, path, trouble), null);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (sentBytes == 0) {
            tear = trouble.claim(Operation.WRITE, path);
        }
        if (tear.isPresent() && sentBytes + count > TORN_AFTER_BYTES) {
            out.write(bytes, from, (int) (TORN_AFTER_BYTES - sentBytes));
            sentBytes = TORN_AFTER_BYTES;
            throw Troublemaker.trouble(tear.get(), path);
        }
        out.write(bytes, from, count);
        sentBytes += count;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            out.close();
            return;
        }
        // Whoever gives the file up closes it again.
        closed = true;
        trouble.send(Operation.CLOSE, path, () -> {
            out.close();
            return path;
        });
    }
}
