// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

/** What stops a promotion, told so that whoever runs it can mend it. */
public final class SilverException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SilverException(String message) {
        super(message);
    }

    SilverException(String message, Throwable cause) {
        super(message, cause);
    }
}
