// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

/** What becomes of a request to storage. */
public enum Mishap {
    /** Nothing is done, and the caller is told so. */
    REFUSED,

    /** All is done, and the caller is told that it failed. */
    REPLY_LOST,

    /** Nothing happens for some seconds, then all is done. */
    HUNG,

    /** The caller is told that it failed, and some seconds later it is done all the same. */
    LATE,

    /** A part of the bytes arrives. */
    TORN
}
