// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Locale;

/** What the columns of tables are. */
enum TableLayout {
    /** Made of the schemas of records. */
    TYPED,
    /** The same for all records: see {@link RawShape}. */
    RAW;

    static TableLayout parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
