// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.protect;

import java.util.Base64;

/** A text is shown, made of the value. */
public sealed interface TextProtection extends Protection permits Hmac, Mask, Token, Truncation {

    /** @param text the value as people would write it */
    String of(String text);

    /** @param bytes the value, which is no text; as JSON has it, unless said otherwise */
    default String of(byte[] bytes) {
        return of(Base64.getEncoder().encodeToString(bytes));
    }
}
