// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/**
 * The statistics of a data file, taken from its Parquet footer.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#per-file-statistics">Delta protocol, Per-file
 *     Statistics</a>
 */
final class FileStatistics {
    /** The default of {@code delta.dataSkippingNumIndexedCols}. */
    private static final int INDEXED_LEAVES = 32;

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    private final Map<ColumnPath, Statistics<?>> leaves;
    private int seen;

    private FileStatistics(Map<ColumnPath, Statistics<?>> leaves) {
        this.leaves = leaves;
    }

    static String of(TableSchema schema, List<BlockMetaData> rowGroups, long rows) {
        ObjectNode min = JSON.createObjectNode();
        ObjectNode max = JSON.createObjectNode();
        ObjectNode nulls = JSON.createObjectNode();
        new FileStatistics(merge(rowGroups)).columns(schema.columns(), new String[0], min, max, nulls);
        ObjectNode statistics = JSON.createObjectNode().put("numRecords", rows);
        put(statistics, "minValues", min);
        put(statistics, "maxValues", max);
        put(statistics, "nullCount", nulls);
        try {
            return JSON.writeValueAsString(statistics);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers must be writable as JSON", e);
        }
    }

    /** The paths of the columns of which a file of this schema has statistics, if it has a value for them. */
    static Set<List<String>> columns(TableSchema schema) {
        List<List<String>> leaves = new ArrayList<>();
        leaves(schema.columns(), List.of(), leaves);
        return Set.copyOf(leaves.subList(0, Math.min(INDEXED_LEAVES, leaves.size())));
    }

    private static void leaves(List<Column> columns, List<String> above, List<List<String>> leaves) {
        for (Column column : columns) {
            List<String> path = new ArrayList<>(above);
            path.add(column.name());
            if (column.type() instanceof ColumnType.Struct struct) {
                leaves(struct.columns(), path, leaves);
            } else {
                leaves.add(path);
            }
        }
    }

    private void columns(List<Column> columns, String[] above, ObjectNode min, ObjectNode max, ObjectNode nulls) {
        for (Column column : columns) {
            String[] path = Arrays.copyOf(above, above.length + 1);
            path[above.length] = column.name();
            if (column.type() instanceof ColumnType.Struct struct) {
                ObjectNode minInside = JSON.createObjectNode();
                ObjectNode maxInside = JSON.createObjectNode();
                ObjectNode nullsInside = JSON.createObjectNode();
                columns(struct.columns(), path, minInside, maxInside, nullsInside);
                put(min, column.name(), minInside);
                put(max, column.name(), maxInside);
                put(nulls, column.name(), nullsInside);
            } else if (seen++ < INDEXED_LEAVES) {
                leaf(column, path, min, max, nulls);
            }
        }
    }

    private void leaf(Column column, String[] path, ObjectNode min, ObjectNode max, ObjectNode nulls) {
        Statistics<?> statistics = leaves.get(ColumnPath.get(path));
        // Lists, maps, and what a Parquet file cannot hold have no leaf of this name.
        if (statistics != null) {
            if (statistics.isNumNullsSet()) {
                nulls.put(column.name(), statistics.getNumNulls());
            }
            Bounds.of(column.type(), statistics).ifPresent(bounds -> bounds.put(column.name(), min, max));
        }
    }

    private static Map<ColumnPath, Statistics<?>> merge(List<BlockMetaData> rowGroups) {
        Map<ColumnPath, Statistics<?>> leaves = new HashMap<>();
        for (BlockMetaData rowGroup : rowGroups) {
            for (ColumnChunkMetaData chunk : rowGroup.getColumns()) {
                Statistics<?> merged = leaves.get(chunk.getPath());
                if (merged == null) {
                    leaves.put(chunk.getPath(), chunk.getStatistics().copy());
                } else {
                    merged.mergeStatistics(chunk.getStatistics());
                }
            }
        }
        return leaves;
    }

    private static void put(ObjectNode into, String name, ObjectNode inside) {
        if (!inside.isEmpty()) {
            into.set(name, inside);
        }
    }
}
