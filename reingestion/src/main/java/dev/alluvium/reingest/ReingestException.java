// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

/** It cannot be done; the message says why and what to do. Nothing is half written. */
final class ReingestException extends RuntimeException {
    ReingestException(String message) {
        super(message);
    }

    ReingestException(String message, Throwable cause) {
        super(message, cause);
    }
}
