// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.log;

/** A line is not of its format. The message says what is missing and where, never what stands there. */
final class LineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param at the character, from 0 */
    LineException(String what, int at) {
        // Without a stack trace: there may be one of these for each record.
        super(what + " at character " + (at + 1), null, false, false);
    }
}
