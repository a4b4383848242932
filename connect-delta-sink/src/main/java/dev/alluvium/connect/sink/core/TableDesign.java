// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a new table is given beside its columns. Tables that exist keep what they have.
 *
 * @param properties go into the table's configuration; none of them may ask for a feature of the protocol
 * @param comment the table's description
 * @param clusterBy the paths of the columns to cluster by, outermost name first; empty for none
 */
public record TableDesign(Map<String, String> properties, Optional<String> comment, List<List<String>> clusterBy) {
    public static final TableDesign NONE = new TableDesign(Map.of(), Optional.empty(), List.of());

    public TableDesign {
        properties = Map.copyOf(properties);
        clusterBy = List.copyOf(clusterBy);
    }
}
