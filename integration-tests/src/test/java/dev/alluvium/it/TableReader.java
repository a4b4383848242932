// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.io.IOException;

/** An engine in a process of its own, which reads Delta tables and shares no code with the sink. */
interface TableReader extends AutoCloseable {

    /** @param table the directory of a Delta table */
    TableContent read(String table) throws IOException;

    @Override
    void close() throws IOException;
}
