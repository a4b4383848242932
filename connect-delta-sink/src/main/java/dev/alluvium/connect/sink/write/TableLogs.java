// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;

/** Port: finds the log of a table below the warehouse. Does no I/O; the table need not exist. */
@FunctionalInterface
public interface TableLogs {
    TableLog open(TableName table);
}
