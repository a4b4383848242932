// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import org.jspecify.annotations.Nullable;

/** Emits a text, if it is one that UTF-8 can write. */
final class TextEmitter implements ValueEmitter {
    private static final byte[] NONE = {};

    private final String misfit;
    /** What was found to fit last, and is mostly emitted next: it need not be encoded again. */
    private @Nullable Object fits;

    private byte[] encoded = NONE;

    TextEmitter(String path) {
        this.misfit =
                "Field '" + path + "' holds half of a character (an unpaired surrogate), which UTF-8 cannot write. "
                        + "Mend it at the source or by a transform";
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        if (value != fits && misfit(value) != null) {
            throw new UnfitValueException(misfit);
        }
        byte[] utf8 = encoded;
        fits = null;
        encoded = NONE;
        out.textValue(utf8);
    }

    @Override
    public boolean mayMisfit() {
        return true;
    }

    @Override
    public @Nullable String misfit(Object value) {
        byte[] utf8 = Utf8.encoded((String) value);
        if (utf8 == null) {
            return misfit;
        }
        encoded = utf8;
        fits = value;
        return null;
    }
}
