// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.Map;

/** Emits the entries of a map, in the map's order. */
final class MapEmitter implements ValueEmitter {
    private final ValueEmitter key;
    private final ValueEmitter value;
    private final String path;

    MapEmitter(ValueEmitter key, ValueEmitter value, String path) {
        this.key = key;
        this.value = value;
        this.path = path;
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

    private Object present(Object entryKey) {
        if (entryKey == null) {
            throw new UnfitValueException(
                    "Field '" + path + "' is a map with a null key, which Delta Lake does not know. "
                            + "Drop the key at the source or by a transform");
        }
        return entryKey;
    }
}
