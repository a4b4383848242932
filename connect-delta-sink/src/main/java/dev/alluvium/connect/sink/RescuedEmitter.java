// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what of a row has no place in its own column, and emits it as the {@code _rescued} column: a JSON object from the
 * paths of the fields to their values. A row of which nothing was rescued has a null there.
 */
final class RescuedEmitter {
    static final String COLUMN = "_rescued";
    static final ColumnType TYPE = ColumnType.Primitive.STRING;

    private final int ordinal;
    private final boolean strict;
    private final LongAdder rows;
    private final JsonText json = new JsonText(COLUMN);
    /** Of the row at hand; mostly empty. */
    private final Map<String, Object> found = new LinkedHashMap<>();

    /**
     * @param ordinal of the column
     * @param strict whether nothing is to be rescued
     * @param rows counts those of which something was
     */
    RescuedEmitter(int ordinal, boolean strict, LongAdder rows) {
        this.rows = rows;
        this.ordinal = ordinal;
        this.strict = strict;
    }

    /** A new row: whatever became of the one before. */
    void startRow() {
        if (!found.isEmpty()) {
            found.clear();
        }
    }

    /**
     * @param misfit why the value cannot go to its column
     * @throws UnfitValueException if nothing is to be rescued
     */
    void add(String path, @Nullable Schema schema, Object value, String misfit) {
        if (strict) {
            throw new UnfitValueException(misfit);
        }
        found.put(path, new JsonText.Typed(schema, value));
    }

    void emit(ValueConsumer out) {
        if (!found.isEmpty()) {
            rows.increment();
            out.startField(ordinal);
            json.emit(null, found, out);
            out.endField(ordinal);
        }
    }
}
