// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.math.BigDecimal;

/** Writes a decimal with every digit it has, zeros at the end included. */
final class DecimalText {
    /** No database knows more digits. Beyond it an exponent stands for the zeros, of which there may be millions. */
    private static final int MAX_PLAIN_CHARS = 200_000;

    private DecimalText() {}

    static String of(BigDecimal value) {
        long zeros = Math.abs((long) value.scale());
        return zeros + value.precision() > MAX_PLAIN_CHARS ? value.toString() : value.toPlainString();
    }
}
