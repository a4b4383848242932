// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import org.jspecify.annotations.Nullable;

/** Nothing could be found out: a table or a topic cannot be read. The message is for the person who asked. */
public final class VerifyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VerifyException(String message) {
        super(message);
    }

    public VerifyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
