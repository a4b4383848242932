// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Emits the entries of a map, in the map's order. */
final class MapEmitter implements ValueEmitter {
    private final ValueEmitter key;
    private final ValueEmitter value;
    private final boolean keysMayBeNull;
    private final String nullKey;

    MapEmitter(ValueEmitter key, ValueEmitter value, boolean keysMayBeNull, String path) {
        this.key = key;
        this.value = value;
        this.keysMayBeNull = keysMayBeNull;
        this.nullKey = "Field '" + path + "' is a map with a null key, which Delta Lake does not know. "
                + "Drop the key at the source or by a transform";
    }

    @Override
    public void emit(Object map, ValueConsumer out) {
        Map<?, ?> entries = (Map<?, ?>) map;
        out.startMap(entries.size());
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.startKey();
            key.emit(present(entry.getKey()), out);
            out.endKey();
            out.startValue();
            if (entry.getValue() != null) {
                value.emit(entry.getValue(), out);
            }
            out.endValue();
        }
        out.endMap();
    }

    @Override
    public boolean mayMisfit() {
        return keysMayBeNull || key.mayMisfit() || value.mayMisfit();
    }

    @Override
    public @Nullable String misfit(Object map) {
        boolean askKeys = key.mayMisfit();
        boolean askValues = value.mayMisfit();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
            String misfit = entry.getKey() == null ? nullKey : askKeys ? key.misfit(entry.getKey()) : null;
            if (misfit == null && askValues && entry.getValue() != null) {
                misfit = value.misfit(entry.getValue());
            }
            if (misfit != null) {
                return misfit;
            }
        }
        return null;
    }

    private Object present(@Nullable Object entryKey) {
        if (entryKey == null) {
            throw new UnfitValueException(nullKey);
        }
        return entryKey;
    }
}
