// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.io.IOException;
import java.nio.file.Path;

/** An engine in a process of its own, which reads Delta tables and shares no code with the sink. */
interface TableReader extends AutoCloseable {

    /** @param table the directory of a Delta table */
    TableContent read(Path table) throws IOException;

    @Override
    void close() throws IOException;
}
