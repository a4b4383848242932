// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;

/**
 * Port: one data file being written. Used by one thread at a time; handing it over to another must happen-before.
 *
 * <p>After any exception only {@link #abort()} may be called.
 */
public interface DataFileWriter {

    /** The schema the file is written with: fixed when it was created. */
    TableSchema schema();

    /**
     * Writes one row.
     *
     * @throws dev.alluvium.connect.sink.core.UnfitValueException if a value does not fit its column
     */
    void append(Row row) throws IOException;

    long rows();

    /** Memory the file holds now, in bytes. Cheap enough to be asked after each batch. */
    long bufferedBytes();

    /** What the file would measure if it were finished now, in bytes, about. Cheap enough to be asked after each batch. */
    long estimatedBytes();

    /** Encodes what is left, uploads, closes. To be called once, from the thread that does storage I/O. */
    DataFile finish() throws IOException;

    /** Drops the file, begun or finished. Never throws; an orphan is logged. */
    void abort();
}
