// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ValueConsumer;
import org.jspecify.annotations.Nullable;

/** Emits a count since 1970 into a DATE or TIMESTAMP. */
record EpochEmitter(EpochRange range) implements ValueEmitter {

    static ValueEmitter days(String path) {
        return new EpochEmitter(EpochRange.days(path));
    }

    static ValueEmitter millis(String path) {
        return new EpochEmitter(EpochRange.millis(path));
    }

    static ValueEmitter micros(String path) {
        return new EpochEmitter(EpochRange.micros(path));
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        range.emit(((Number) value).longValue(), out);
    }

    @Override
    public boolean mayMisfit() {
        return true;
    }

    @Override
    public @Nullable String misfit(Object value) {
        return range.misfit(((Number) value).longValue());
    }
}
