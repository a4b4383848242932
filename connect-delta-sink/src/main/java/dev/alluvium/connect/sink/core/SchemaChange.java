// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.List;
import java.util.Locale;

/** What a table's schema needs before rows of an incoming schema can be written. */
public sealed interface SchemaChange {

    /** The table has every column already. */
    record Unchanged() implements SchemaChange {}

    /**
     * Columns are missing.
     *
     * @param merged the table's schema, in its order, with the new columns at the end of their structs
     * @param added the paths of the new columns; of a new struct only its own path, not those inside of it
     */
    record AddColumns(TableSchema merged, List<String> added) implements SchemaChange {
        public AddColumns {
            added = List.copyOf(added);
        }
    }

    /**
     * A column of the table cannot take the incoming one.
     *
     * @param path the incoming column, inside of lists and maps by way of {@code element}, {@code key} and {@code value}
     * @param tablePath the same path as the table spells it
     */
    record Incompatible(String path, String tablePath, ColumnType tableType, ColumnType incomingType)
            implements SchemaChange {

        /** Whether the two are different columns to the source, while Delta cannot tell them apart. */
        public boolean onlyCaseDiffers() {
            return !path.equals(tablePath);
        }

        /** What is wrong with {@code table} and what to do about it. */
        public String message(TableName table) {
            if (onlyCaseDiffers()) {
                return "Table " + table + " has the column '" + tablePath + "', and the records have '" + path
                        + "', which differs only in upper and lower case. Delta Lake takes the two for one column. "
                        + "Rename one of them at the source or by a transform (ReplaceField), "
                        + "or send the records to another table.";
            }
            return "Column '" + path + "' of table " + table + " is " + describe(tableType)
                    + ", and the records have it as " + describe(incomingType)
                    + ". Cast it at the source or by a transform (Cast), give the column another name (ReplaceField), "
                    + "or send the records to another table.";
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
}
