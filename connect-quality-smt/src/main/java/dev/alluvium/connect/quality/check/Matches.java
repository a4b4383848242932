// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import com.google.re2j.Pattern;

/**
 * Texts in which a regular expression is found, anywhere unless it begins with {@code ^} and ends with {@code $}, as in ODCS and JSON
 * Schema. The time it takes grows with the text and no faster, whatever the expression: of
 * <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>, which has no back-references and no looking around.
 */
public final class Matches implements ValueCheck {
    private final Pattern pattern;

    /** @throws com.google.re2j.PatternSyntaxException if it is none, with what is wrong */
    public Matches(String expression) {
        this.pattern = Pattern.compile(expression);
    }

    @Override
    public boolean holdsFor(Object value) {
        return value instanceof String text && pattern.matcher(text).find();
    }
}
