// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

/** The task cannot go on. The message says what failed, for which table and offset, and what to do; nothing is lost. */
public final class SinkFailureException extends RuntimeException {
    public SinkFailureException(String message) {
        super(message);
    }

    public SinkFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
