// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;

/** A stream whose file is in storage as a whole once it is closed, and until then not at all. */
interface PublishedOnClose {

    /** What storage answered, empty if it was not closed, or not well. */
    Optional<FileStatus> status();

    /** Whether the file may be in storage, or may still come to be. */
    boolean mayExist();

    /** Memory that is held until the stream is closed. */
    long heldBytes();
}
