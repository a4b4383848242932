// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Emits a text, if it is one: a Java string may hold half of a surrogate pair, for which UTF-8 has no form, and Java would
 * write a question mark instead.
 */
final class TextEmitter implements ValueEmitter {
    private final String misfit;
    /** What was found to fit last, and is mostly emitted next: it need not be looked through again. */
    private @Nullable Object fits;

    TextEmitter(String path) {
        this.misfit =
                "Field '" + path + "' holds half of a character (an unpaired surrogate), which UTF-8 cannot write";
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        if (value != fits && misfit(value) != null) {
            throw new UnfitValueException(misfit);
        }
        fits = null;
        out.textValue((String) value);
    }

    @Override
    public boolean mayMisfit() {
        return true;
    }

    @Override
    public @Nullable String misfit(Object value) {
        if (!isWhole((String) value)) {
            return misfit;
        }
        fits = value;
        return null;
    }

    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return isWhole(text, i);
            }
        }
        return true;
    }

    private static boolean isWhole(String text, int from) {
        int end = text.length();
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == end || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            } else if (Character.isLowSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
