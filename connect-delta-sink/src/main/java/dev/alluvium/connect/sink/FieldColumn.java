// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * A column that a field of a struct fills. A field of microseconds fills two: a TIMESTAMP, of which Trino shows no more than
 * milliseconds, and the count itself beside it.
 *
 * @param countType the type of the column that holds the count; empty for the field's own column
 */
record FieldColumn(Field field, String name, Optional<ColumnType> countType) {
    /** What the name of a column of counts ends in. */
    static final String COUNT_SUFFIX = "__us";

    /** The columns of a struct without fields, which Parquet cannot hold, and which may gain fields one day. */
    static final String EMPTY_STRUCT = "_empty";

    /** @param root whether they stand beside the columns that are ours */
    static List<FieldColumn> of(Schema struct, boolean root) {
        List<String> names = ColumnNames.of(struct.fields(), root ? RecordShape.OWN_COLUMNS : Set.of());
        Set<String> taken = new HashSet<>(root ? RecordShape.OWN_COLUMNS : Set.of());
        names.forEach(name -> taken.add(ColumnNames.folded(name)));
        List<FieldColumn> columns = new ArrayList<>();
        for (Field field : struct.fields()) {
            String name = names.get(field.index());
            columns.add(new FieldColumn(field, name, Optional.empty()));
            // A field of that name in the schema itself goes first.
            Optional<ColumnType> count = countType(field.schema());
            if (count.isPresent() && taken.add(ColumnNames.folded(name + COUNT_SUFFIX))) {
                columns.add(new FieldColumn(field, name + COUNT_SUFFIX, count));
            }
        }
        return columns;
    }

    private static Optional<ColumnType> countType(Schema schema) {
        if (schema.type() == Schema.Type.ARRAY) {
            return countType(schema.valueSchema()).map(ColumnType.ListOf::new);
        }
        return LogicalTypes.isMicroTimestamp(schema) ? Optional.of(ColumnType.Primitive.LONG) : Optional.empty();
    }
}
