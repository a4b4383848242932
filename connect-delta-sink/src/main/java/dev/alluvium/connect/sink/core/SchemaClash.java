// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.Locale;

/** An incoming field that a table has no column for, and will get none. */
public sealed interface SchemaClash {

    /** The field, as {@link FieldPath} writes it: the innermost place that is at fault. */
    String path();

    /** What is wrong with {@code table} and what to do about it. */
    String message(TableName table);

    /** The table's column holds something else. */
    record OtherType(String path, ColumnType tableType, ColumnType incomingType) implements SchemaClash {
        @Override
        public String message(TableName table) {
            return "Column '" + path + "' of table " + table + " is " + describe(tableType)
                    + ", and the records have it as " + describe(incomingType)
                    + ". Cast it at the source or by a transform (Cast), give the column another name (ReplaceField), "
                    + "or send the records to another table.";
        }
    }

    /**
     * Two columns to the source, one to Delta.
     *
     * @param tablePath the same path as the table spells it
     */
    record OtherCase(String path, String tablePath) implements SchemaClash {
        @Override
        public String message(TableName table) {
            return "Table " + table + " has the column '" + tablePath + "', and the records have '" + path
                    + "', which differs only in upper and lower case. Delta Lake takes the two for one column. "
                    + "Rename one of them at the source or by a transform (ReplaceField), "
                    + "or send the records to another table.";
        }
    }

    /** The table lacks the column and is not to gain it. */
    record Unknown(String path) implements SchemaClash {
        @Override
        public String message(TableName table) {
            return "Table " + table + " has no column '" + path
                    + "', and is not to gain any. Add the column to the table, "
                    + "or set delta.schema.evolution=evolve.";
        }
    }

    private static String describe(ColumnType type) {
        if (type instanceof ColumnType.Decimal decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof ColumnType.Struct) {
            return "a struct";
        }
        if (type instanceof ColumnType.ListOf) {
            return "a list";
        }
        if (type instanceof ColumnType.MapOf) {
            return "a map";
        }
        return type.toString().toLowerCase(Locale.ROOT);
    }
}
