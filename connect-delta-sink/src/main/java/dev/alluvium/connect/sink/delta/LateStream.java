// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** Opens a stream when more is written than the few bytes that every Parquet file begins with. */
final class LateStream extends PositionOutputStream {
    private static final int MAGIC_BYTES = 4;

    private final Opener opener;
    private final byte[] head = new byte[MAGIC_BYTES];
    private int headBytes;
    private @Nullable PositionOutputStream out;

    LateStream(Opener opener) {
        this.opener = opener;
    }

    @FunctionalInterface
    interface Opener {
        PositionOutputStream open() throws IOException;
    }

    @Override
    public long getPos() throws IOException {
        return out == null ? headBytes : out.getPos();
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (out == null && headBytes + length <= MAGIC_BYTES) {
            System.arraycopy(bytes, offset, head, headBytes, length);
            headBytes += length;
        } else {
            opened().write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    /** What was never opened has no rows and no footer: it is no file. */
    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    private PositionOutputStream opened() throws IOException {
        PositionOutputStream open = out;
        if (open == null) {
            open = opener.open();
            open.write(head, 0, headBytes);
            out = open;
        }
        return open;
    }
}
