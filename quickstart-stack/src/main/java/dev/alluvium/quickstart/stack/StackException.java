// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import org.jspecify.annotations.Nullable;

/** A part of the stack did not do what it should. The message is for the person who started it. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
