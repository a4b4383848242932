// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

/**
 * This library cannot write this table, and waiting will not help: it is partitioned, say, or asks its writers for a feature
 * or a protocol that is not known here. The message tells which table it is, what stands in the way, and what to do.
 */
public final class UnsupportedTableException extends Exception {
    public UnsupportedTableException(String reason) {
        super(reason);
    }

    public UnsupportedTableException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** The message. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
