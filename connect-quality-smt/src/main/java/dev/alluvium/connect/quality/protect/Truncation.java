// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.protect;

/**
 * The beginning of the text.
 *
 * @param maxLength in Unicode's code points
 */
public record Truncation(int maxLength) implements TextProtection {
    @Override
    public String of(String text) {
        return text.codePointCount(0, text.length()) <= maxLength
                ? text
                : text.substring(0, text.offsetByCodePoints(0, maxLength));
    }
}
