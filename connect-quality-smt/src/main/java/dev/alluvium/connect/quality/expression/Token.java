// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.expression;

/**
 * A word of an expression.
 *
 * @param text what it says: of a text and of a quoted name without the quotes
 * @param at where it begins, from 0
 */
record Token(Kind kind, String text, int at) {
    enum Kind {
        NUMBER,
        TEXT,
        /** A name of a field or a function, or a word of the language. */
        WORD,
        /** A name of a field, whatever the word would mean. */
        QUOTED,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }
}
