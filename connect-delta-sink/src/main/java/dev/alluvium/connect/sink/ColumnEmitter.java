// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import org.jspecify.annotations.Nullable;

/** Emits one field: its value between the marks of its column. */
final class ColumnEmitter implements ValueEmitter {
    private final int ordinal;
    private final ValueEmitter emitter;
    private final String path;

    ColumnEmitter(int ordinal, ValueEmitter emitter, String path) {
        this.ordinal = ordinal;
        this.emitter = emitter;
        this.path = path;
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        try {
            out.startField(ordinal);
            emitter.emit(value, out);
            out.endField(ordinal);
        } catch (ClassCastException e) {
            UnfitValueException unfit = new UnfitValueException("Field '" + path + "' holds a "
                    + value.getClass().getName() + ", or holds other values in it, than its schema says. "
                    + "Mend the converter or transform that made it");
            unfit.initCause(e);
            throw unfit;
        }
    }

    @Override
    public boolean mayMisfit() {
        return emitter.mayMisfit();
    }

    @Override
    public @Nullable String misfit(Object value) {
        return emitter.misfit(value);
    }
}
