// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.io.IOException;
import java.util.Set;

/**
 * Port: small notes in the warehouse beside its tables, each written once and never changed. For what must outlive a connector and
 * belongs to no table.
 *
 * <p>Names and folders hold letters, digits and {@code . _ - @} only. Safe for use by several threads and several workers.
 */
public interface Register {

    /** The names of all notes in a folder; none if there is no such folder. */
    Set<String> names(String folder) throws IOException;

    /**
     * Writes a note, unless there is one of this name. After an error it may or may not be there: read the names again.
     *
     * @return whether it was written now
     */
    boolean add(String folder, String name, String content) throws IOException;
}
