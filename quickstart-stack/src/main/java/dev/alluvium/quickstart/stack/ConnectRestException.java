// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

/** Connect answered a request with an error. */
public final class ConnectRestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public ConnectRestException(int status, String message) {
        super("Connect answered " + status + " to " + message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
