// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Row;
import java.util.ArrayList;
import java.util.List;

/** What became of the records of a batch: rows, in their order, and reports. */
record Taken(List<Row> rows, List<Report> reports) {
    Taken(int size) {
        this(new ArrayList<>(size), new ArrayList<>(0));
    }
}
