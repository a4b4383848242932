// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;

/** The request to create a version was sent, and did not end well. */
final class VersionWriteException extends IOException {
    private final boolean taken;

    private VersionWriteException(boolean taken, Throwable cause) {
        super(cause.getMessage(), cause);
        this.taken = taken;
    }

    /** The store says that the version exists. It may be ours: clients repeat requests whose reply was lost. */
    static VersionWriteException taken(Throwable cause) {
        return new VersionWriteException(true, cause);
    }

    /** The version may have been written, and may still be. */
    static VersionWriteException unknown(Throwable cause) {
        return new VersionWriteException(false, cause);
    }

    boolean isTaken() {
        return taken;
    }
}
