// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;

/** Whether a value is of a type, as Connect has it at runtime. */
public enum ValueType implements ValueCheck {
    STRING {
        @Override
        public boolean holdsFor(Object value) {
            return value instanceof String;
        }
    },
    BOOLEAN {
        @Override
        public boolean holdsFor(Object value) {
            return value instanceof Boolean;
        }
    },
    /** Whole numbers, and decimals that are whole. */
    INTEGER {
        @Override
        public boolean holdsFor(Object value) {
            return isWhole(value)
                    || value instanceof BigInteger
                    || (value instanceof BigDecimal decimal && decimal.scale() <= 0);
        }
    },
    NUMBER {
        @Override
        public boolean holdsFor(Object value) {
            return value instanceof Number;
        }
    },
    /** Dates, times and timestamps of Connect's logical types. */
    TIMESTAMP {
        @Override
        public boolean holdsFor(Object value) {
            return value instanceof Date;
        }
    },
    BYTES {
        @Override
        public boolean holdsFor(Object value) {
            return value instanceof byte[] || value instanceof ByteBuffer;
        }
    },
    ARRAY {
        @Override
        public boolean holdsFor(Object value) {
            return value instanceof List;
        }
    };

    /** Of a type whose every value is a {@code long}. */
    static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }
}
