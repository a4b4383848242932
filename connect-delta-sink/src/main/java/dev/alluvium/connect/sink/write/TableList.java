// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import java.io.IOException;
import java.util.Set;

/** Port: tells which tables there are in the warehouse, whoever made them. Walks through its directories: not for each record. */
@FunctionalInterface
public interface TableList {
    Set<TableName> tables() throws IOException;
}
