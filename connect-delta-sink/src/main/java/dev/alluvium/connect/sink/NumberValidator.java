// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Bounds a whole number, both ends included. Says nothing of what is no number: Connect does, and once is enough. */
record NumberValidator(long min, long max) implements ConfigDef.Validator {

    static NumberValidator atLeast(long min) {
        return new NumberValidator(min, Long.MAX_VALUE);
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value instanceof Number number && (number.longValue() < min || number.longValue() > max)) {
            throw new ConfigException(name + " is " + number + ", but must be " + this);
        }
    }

    @Override
    public String toString() {
        return max == Long.MAX_VALUE ? min + " or more" : "from " + min + " to " + max;
    }
}
