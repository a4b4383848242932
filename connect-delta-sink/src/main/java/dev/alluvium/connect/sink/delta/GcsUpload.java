// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.model.StorageObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * An object being written. What is small goes in one request when it is closed, what is large in parts. An aborted one, and
 * one of which a part could not be sent, is never there, whoever closes it: gcs-connector's own streams publish what they
 * have got when they are closed, after whatever happened.
 */
final class GcsUpload extends OutputStream implements StreamCapabilities, Abortable, PublishedOnClose {
    private static final int FIRST_BYTES = 64 << 10;

    private enum State {
        OPEN,
        FAILED,
        PUBLISHING,
        DONE
    }

    private final GcsRequests requests;
    private final GcsFileStatuses statuses;
    private final String name;
    private final boolean overwrite;
    private final int partBytes;
    private final CRC32C sum = new CRC32C();

    private byte[] held = new byte[FIRST_BYTES];
    private int heldBytes;
    private @Nullable GcsResumableUpload parts;
    private @Nullable StorageObject stored;
    private State state = State.OPEN;
    private boolean abandoned;

    /** @param partBytes a multiple of {@link GcsResumableUpload#QUANTUM_BYTES}: the most that is held, and goes in one request */
    GcsUpload(GcsRequests requests, GcsFileStatuses statuses, String name, boolean overwrite, int partBytes) {
        this.requests = requests;
        this.statuses = statuses;
        this.name = name;
        this.overwrite = overwrite;
        this.partBytes = partBytes;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        int from = offset;
        int left = length;
        while (left > 0) {
            // Not before there is more: the last part must not be empty.
            if (heldBytes == partBytes) {
                sendPart();
            }
            int some = Math.min(left, partBytes - heldBytes);
            if (heldBytes + some > held.length) {
                held = Arrays.copyOf(held, Math.min(partBytes, Math.max(heldBytes + some, 2 * held.length)));
            }
            System.arraycopy(bytes, from, held, heldBytes, some);
            heldBytes += some;
            from += some;
            left -= some;
        }
    }

    private void sendPart() throws IOException {
        state = State.FAILED;
        GcsResumableUpload begun = parts;
        if (begun == null) {
            begun = requests.begin(name, overwrite ? Optional.empty() : Optional.of(GcsRequests.ABSENT));
            parts = begun;
        }
        GcsResumableUpload upload = begun;
        GcsFaults.told("write", requests.path(name), () -> {
            upload.send(held, heldBytes);
            return heldBytes;
        });
        sum.update(held, 0, heldBytes);
        heldBytes = 0;
        state = State.OPEN;
    }

    @Override
    public void close() throws IOException {
        if (state == State.DONE || abandoned) {
            return;
        }
        requireOpen();
        state = State.PUBLISHING;
        GcsResumableUpload upload = parts;
        stored = upload == null ? addedAtOnce() : addedInParts(upload);
        state = State.DONE;
        letGo();
    }

    private StorageObject addedAtOnce() throws IOException {
        GcsContent content = new GcsContent(held, heldBytes);
        return overwrite ? requests.put(name, content) : requests.addPatiently(name, content);
    }

    private StorageObject addedInParts(GcsResumableUpload upload) throws IOException {
        StorageObject object = GcsFaults.told("write", requests.path(name), () -> upload.finish(held, heldBytes));
        sum.update(held, 0, heldBytes);
        if (!GcsContent.text(sum).equals(object.getCrc32c())) {
            throw new IOException(requests.path(name) + " has come to storage other than it was sent: it is not used");
        }
        return object;
    }

    @Override
    public AbortableResult abort() {
        boolean isFirst = !abandoned;
        abandoned = true;
        letGo();
        return new Aborted(mayExist(), isFirst && !mayExist() ? cancelled() : Optional.empty());
    }

    private Optional<IOException> cancelled() {
        try {
            if (parts != null) {
                parts.cancel();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private void letGo() {
        held = new byte[0];
        heldBytes = 0;
    }

    private void requireOpen() throws IOException {
        if (state != State.OPEN || abandoned) {
            throw new IOException(requests.path(name) + " was closed, or could not be written: it is not there");
        }
    }

    @Override
    public boolean hasCapability(String capability) {
        return capability.equalsIgnoreCase(StreamCapabilities.ABORTABLE_STREAM);
    }

    @Override
    public Optional<FileStatus> status() {
        return Optional.ofNullable(stored).map(statuses::ofObject);
    }

    @Override
    public boolean mayExist() {
        return state == State.PUBLISHING || state == State.DONE;
    }

    @Override
    public long heldBytes() {
        return held.length;
    }

    private record Aborted(boolean alreadyClosed, Optional<IOException> trouble) implements AbortableResult {
        @Override
        public @Nullable IOException anyCleanupException() {
            return trouble.orElse(null);
        }
    }
}
