// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Stands before requests to storage, and has those fail that meet a fault. */
final class Troublemaker {
    /** Names the directory of the faults in Hadoop's configuration; without it nothing fails. */
    static final String DIRECTORY = "alluvium.chaos.directory";

    private final @Nullable FaultDirectory faults;

    private Troublemaker(@Nullable FaultDirectory faults) {
        this.faults = faults;
    }

    static Troublemaker of(Configuration configuration) {
        String directory = configuration.get(DIRECTORY);
        return new Troublemaker(directory == null ? null : new FaultDirectory(java.nio.file.Path.of(directory)));
    }

    /** A request. */
    @FunctionalInterface
    interface Request<T> {
        T send() throws IOException;
    }

    /** Sends a request, unless a fault has it otherwise. */
    <T> T send(Operation operation, Path path, Request<T> request) throws IOException {
        Optional<StorageFault> fault = claim(operation, path);
        return fault.isEmpty() ? request.send() : send(fault.get(), path, request);
    }

    /** The fault that a request is to meet, for those who carry it out themselves. */
    Optional<StorageFault> claim(Operation operation, Path path) throws IOException {
        return faults == null
                ? Optional.empty()
                : faults.claim(operation, path.toUri().getPath());
    }

    static IOException trouble(StorageFault fault, Path path) {
        return new IOException("chaos " + fault + ": " + path);
    }

    private <T> T send(StorageFault fault, Path path, Request<T> request) throws IOException {
        switch (fault.mishap()) {
            case HUNG -> {
                hang(fault.delayMs());
                return request.send();
            }
            case REPLY_LOST -> request.send();
            case LATE -> sendLater(fault, request);
            case REFUSED, TORN -> {}
        }
        throw trouble(fault, path);
    }

    private void sendLater(StorageFault fault, Request<?> request) {
        Thread thread = new Thread(() -> land(fault, request), "chaos-late-" + fault.number());
        thread.setDaemon(true);
        thread.start();
    }

    private void land(StorageFault fault, Request<?> request) {
        try {
            hang(fault.delayMs());
            tell(fault, landed(request));
        } catch (IOException e) {
            throw new IllegalStateException("what became of " + fault + " could not be told", e);
        }
    }

    private static String landed(Request<?> request) {
        try {
            request.send();
            return "landed";
        } catch (FileAlreadyExistsException e) {
            return "came too late";
        } catch (IOException e) {
            return "failed: " + e;
        }
    }

    private void tell(StorageFault fault, String words) throws IOException {
        if (faults != null) {
            faults.outcome(fault, words);
        }
    }

    private static void hang(int delayMs) throws InterruptedIOException {
        try {
            Thread.sleep(delayMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a request hung");
        }
    }
}
