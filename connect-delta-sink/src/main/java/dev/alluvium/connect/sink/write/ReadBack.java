// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

/** What the log says of a commit whose outcome was not known. */
public sealed interface ReadBack {

    /** The commit stands, as {@code version}. */
    record Landed(long version) implements ReadBack {}

    /** The version it was sent for is taken by another: it does not stand and never will. */
    record Lost() implements ReadBack {}

    /** The version is still free: the request may be in flight. Repeat the same content. */
    record Absent() implements ReadBack {}
}
