// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ValueConsumer;
import org.jspecify.annotations.Nullable;

/** Emits a struct that is a value: its fields between the marks of a struct. */
record StructEmitter(ValueEmitter fields) implements ValueEmitter {

    @Override
    public void emit(Object value, ValueConsumer out) {
        out.startStruct();
        fields.emit(value, out);
        out.endStruct();
    }

    @Override
    public void survey(Object value) {
        fields.survey(value);
    }

    @Override
    public boolean mayMisfit() {
        return fields.mayMisfit();
    }

    @Override
    public @Nullable String misfit(Object value) {
        return fields.misfit(value);
    }
}
