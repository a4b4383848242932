// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;
import java.util.Optional;

/** Storage knows who asks and does not let them: asking again is no use. Nothing was done. */
final class StorageRefusedException extends IOException {
    /** @param reason for an operator, naming the object and what to grant */
    StorageRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** That which brought {@code trouble} about, if any. */
    static Optional<StorageRefusedException> behind(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof StorageRefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
