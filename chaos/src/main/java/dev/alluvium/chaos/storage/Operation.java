// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What is asked of storage, and what can become of it. */
public enum Operation {
    /** Opens a new data file. */
    CREATE(Mishap.REFUSED, Mishap.HUNG),

    /** Sends the bytes of a data file. */
    WRITE(Mishap.TORN),

    /** Ends a data file; on an object store it is there from now on. */
    CLOSE(Mishap.REFUSED, Mishap.REPLY_LOST, Mishap.HUNG),

    /** Asks for the length of a data file. */
    STATUS(Mishap.REFUSED, Mishap.HUNG),

    /** Removes a data file. */
    DELETE(Mishap.REFUSED, Mishap.REPLY_LOST, Mishap.HUNG),

    /** Puts a version of a log, unless it is there. */
    COMMIT(Mishap.REFUSED, Mishap.REPLY_LOST, Mishap.HUNG, Mishap.LATE),

    /** Lists a log or a folder of notes. */
    LIST(Mishap.REFUSED, Mishap.HUNG),

    /** Reads a file of a log. */
    READ(Mishap.REFUSED, Mishap.HUNG),

    /** Writes a checkpoint, or the note that tells of it. */
    CHECKPOINT(Mishap.REFUSED, Mishap.REPLY_LOST, Mishap.HUNG);

    @SuppressWarnings("ImmutableEnumChecker") // It cannot be changed.
    private final Set<Mishap> mishaps;

    Operation(Mishap first, Mishap... others) {
        mishaps = Collections.unmodifiableSet(EnumSet.of(first, others));
    }

    /** What can become of it. */
    public Set<Mishap> mishaps() {
        return mishaps;
    }
}
