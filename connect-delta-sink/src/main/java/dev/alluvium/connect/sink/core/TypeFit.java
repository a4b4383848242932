// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static dev.alluvium.connect.sink.core.ColumnType.Primitive.BYTE;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.DOUBLE;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.FLOAT;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.INTEGER;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.LONG;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.SHORT;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells which columns hold which values, without loss and without another meaning.
 *
 * <p>A narrower number may go into a wider column: a whole number into one of more bytes, a FLOAT into a DOUBLE, a decimal
 * into one with at least its digits on both sides of the point. The column's own type never changes, so this asks nothing of
 * any reader, unlike the table feature of type widening.
 */
public final class TypeFit {
    /** Whole numbers, each narrower than those behind it. */
    private static final List<ColumnType> INTEGERS = List.of(BYTE, SHORT, INTEGER, LONG);

    private TypeFit() {}

    /** Whether a column of the type {@code table} holds every value of the type {@code incoming}, with all that is in it. */
    public static boolean holds(ColumnType table, ColumnType incoming) {
        if (table instanceof ColumnType.Struct known && incoming instanceof ColumnType.Struct struct) {
            Map<String, ColumnType> types =
                    known.columns().stream().collect(Collectors.toMap(Column::name, Column::type, (one, other) -> one));
            return struct.columns().stream()
                    .allMatch(column ->
                            types.containsKey(column.name()) && holds(types.get(column.name()), column.type()));
        }
        if (table instanceof ColumnType.ListOf known && incoming instanceof ColumnType.ListOf list) {
            return holds(known.element(), list.element());
        }
        if (table instanceof ColumnType.MapOf known && incoming instanceof ColumnType.MapOf map) {
            return holdsKey(known.key(), map.key()) && holds(known.value(), map.value());
        }
        return holdsSimple(table, incoming);
    }

    /** A key is what it is as a whole: one that lacked a column of another would be another key. */
    static boolean holdsKey(ColumnType table, ColumnType incoming) {
        return table.equals(incoming) || holdsSimple(table, incoming);
    }

    static boolean holdsSimple(ColumnType table, ColumnType incoming) {
        if (table.equals(incoming)) {
            return true;
        }
        if (table instanceof ColumnType.Decimal wide && incoming instanceof ColumnType.Decimal narrow) {
            return wide.scale() >= narrow.scale()
                    && wide.precision() - wide.scale() >= narrow.precision() - narrow.scale();
        }
        int from = INTEGERS.indexOf(incoming);
        return from >= 0 ? INTEGERS.indexOf(table) > from : table == DOUBLE && incoming == FLOAT;
    }
}
