// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.protect;

/**
 * As many stars as the text has characters, but for the last ones; if not even as many stars would stand before them, all are stars.
 *
 * @param keepLast how many characters are shown, in Unicode's code points
 */
public record Mask(int keepLast) implements TextProtection {
    @Override
    public String of(String text) {
        int characters = text.codePointCount(0, text.length());
        int kept = characters >= 2 * keepLast ? keepLast : 0;
        return "*".repeat(characters - kept) + text.substring(text.offsetByCodePoints(text.length(), -kept));
    }
}
