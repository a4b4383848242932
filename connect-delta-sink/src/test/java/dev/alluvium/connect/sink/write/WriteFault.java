// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

/** What happens to the next request that would write a version of a log. */
public enum WriteFault {
    /** Written, but the writer is told of an I/O error. */
    REPLY_LOST,
    /** Not written, and the writer is told of an I/O error. */
    REQUEST_LOST,
    /** The writer is told of an I/O error; the request stays under way and may still land. */
    IN_FLIGHT,
    /** Written, but a client's own repetition of the request makes the store say that the version is taken. */
    TAKEN_BY_ITSELF,
    /** Somebody else writes the version a moment earlier. */
    FOREIGN_COMMIT
}
