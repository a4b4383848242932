// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import org.apache.kafka.connect.errors.ConnectException;

/** Something could not be asked now, and may be able to answer later. */
final class OutOfReachException extends ConnectException {
    private static final long serialVersionUID = 1;

    OutOfReachException(String message, Throwable cause) {
        super(message, cause);
    }
}
