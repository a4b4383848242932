// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Emits a map whose keys no column of maps can have, as the list of its entries. */
final class EntriesEmitter implements ValueEmitter {
    private final ColumnEmitter key;
    private final ColumnEmitter value;
    private final boolean keyFirst;

    private EntriesEmitter(ColumnEmitter key, ColumnEmitter value, boolean keyFirst) {
        this.key = key;
        this.value = value;
        this.keyFirst = keyFirst;
    }

    /** @param entry the element of the column's list, which may have more columns than ours */
    static ValueEmitter compile(Schema map, ColumnType.Struct entry, String path) {
        List<String> names = entry.columns().stream().map(Column::name).toList();
        int keyOrdinal = names.indexOf(ColumnTypes.ENTRY_KEY);
        int valueOrdinal = names.indexOf(ColumnTypes.ENTRY_VALUE);
        return new EntriesEmitter(
                part(map.keySchema(), entry, keyOrdinal, path + ".element." + ColumnTypes.ENTRY_KEY),
                part(map.valueSchema(), entry, valueOrdinal, path + ".element." + ColumnTypes.ENTRY_VALUE),
                keyOrdinal < valueOrdinal);
    }

    private static ColumnEmitter part(Schema schema, ColumnType.Struct entry, int ordinal, String path) {
        ColumnType target = entry.columns().get(ordinal).type();
        return new ColumnEmitter(ordinal, Emitters.compile(schema, target, path), schema, path, null);
    }

    @Override
    public void emit(Object map, ValueConsumer out) {
        Map<?, ?> entries = (Map<?, ?>) map;
        out.startList(entries.size());
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.startElement();
            out.startStruct();
            if (keyFirst) {
                emit(key, entry.getKey(), out);
                emit(value, entry.getValue(), out);
            } else {
                emit(value, entry.getValue(), out);
                emit(key, entry.getKey(), out);
            }
            out.endStruct();
            out.endElement();
        }
        out.endList();
    }

    private static void emit(ColumnEmitter column, @Nullable Object part, ValueConsumer out) {
        if (part != null) {
            column.emit(part, out);
        }
    }

    @Override
    public boolean mayMisfit() {
        return key.mayMisfit() || value.mayMisfit();
    }

    @Override
    public @Nullable String misfit(Object map) {
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
            String misfit = entry.getKey() == null ? null : key.misfit(entry.getKey());
            if (misfit == null && entry.getValue() != null) {
                misfit = value.misfit(entry.getValue());
            }
            if (misfit != null) {
                return misfit;
            }
        }
        return null;
    }
}
