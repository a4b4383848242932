// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Checks a text by the parser that will read it later, so that both agree.
 *
 * @param parser throws {@link IllegalArgumentException}, saying what is wrong without naming the key
 * @param expected what a right value is, for the documentation
 */
public record TextValidator(Consumer<String> parser, String expected) implements ConfigDef.Validator {

    public static TextValidator of(Consumer<String> parser, String expected) {
        return new TextValidator(parser, expected);
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        // Connect reports a missing required key by itself; an optional one may be null.
        if (value instanceof String text) {
            try {
                parser.accept(text);
            } catch (IllegalArgumentException e) {
                ConfigException fault = new ConfigException(name + " " + e.getMessage());
                fault.initCause(e);
                throw fault;
            }
        }
    }

    @Override
    public String toString() {
        return expected;
    }
}
