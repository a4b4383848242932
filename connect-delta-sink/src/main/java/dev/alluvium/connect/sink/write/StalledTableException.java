// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;

/** One table cannot be written, for now or until somebody mends it. It says nothing of other tables. */
final class StalledTableException extends RuntimeException {
    private final TableName table;
    private final boolean permanent;
    private final Throwable reason;

    private StalledTableException(TableName table, boolean permanent, String message, Throwable cause) {
        super(message, cause);
        this.table = table;
        this.permanent = permanent;
        this.reason = cause;
    }

    /** @param doing what could not be done: "read the snapshot" */
    static StalledTableException of(TableName table, String doing, Throwable cause) {
        return new StalledTableException(table, false, "Table " + table + ": could not " + doing, cause);
    }

    static StalledTableException of(TableName table, UnsupportedTableException cause) {
        return new StalledTableException(table, true, "Table " + table + ": " + cause.reason(), cause);
    }

    TableName table() {
        return table;
    }

    /** What it failed by. */
    Throwable reason() {
        return reason;
    }

    /** Whether waiting will not help, as far as can be told. */
    boolean isPermanent() {
        return permanent;
    }

    /** The same as the end of the task. */
    SinkFailureException asFailure(long failingMs) {
        return new SinkFailureException(
                permanent
                        ? String.valueOf(getMessage())
                        : getMessage() + " for " + failingMs
                                + " ms. Check that the warehouse can be reached and written, then restart the task; nothing "
                                + "is lost. delta.retry.timeout.ms says how long to go on trying.",
                reason);
    }
}
