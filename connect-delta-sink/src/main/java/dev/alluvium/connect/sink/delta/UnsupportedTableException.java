// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A table cannot be read or written, and waiting will not help. */
final class UnsupportedTableException extends IOException {
    private final String reason;

    /** @param reason says what to do as well */
    UnsupportedTableException(String reason) {
        this(reason, null);
    }

    UnsupportedTableException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
