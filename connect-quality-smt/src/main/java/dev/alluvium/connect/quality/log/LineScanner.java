// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.log;

import org.jspecify.annotations.Nullable;

/** Goes through a line from left to right. */
final class LineScanner {
    private final String line;
    private int at;

    LineScanner(String line) {
        this.line = line;
    }

    boolean isAtEnd() {
        return at >= line.length();
    }

    int at() {
        return at;
    }

    /** @return a character that no line has if there is none */
    char peek() {
        return isAtEnd() ? '\0' : line.charAt(at);
    }

    boolean take(char c) {
        boolean isNext = !isAtEnd() && line.charAt(at) == c;
        at += isNext ? 1 : 0;
        return isNext;
    }

    void expect(char c, String what) {
        if (!take(c)) {
            throw new LineException(what + " is missing", at);
        }
    }

    void skipBlanks() {
        while (!isAtEnd() && line.charAt(at) == ' ') {
            at++;
        }
    }

    /** Up to a character or the end, which stays. */
    String until(char end) {
        int found = line.indexOf(end, at);
        String text = line.substring(at, found < 0 ? line.length() : found);
        at += text.length();
        return text;
    }

    /** A word and the blank behind it. */
    String word(String what) {
        String word = until(' ');
        if (word.isEmpty()) {
            throw new LineException(what + " is missing", at);
        }
        take(' ');
        return word;
    }

    /** The same, of which a dash says that it is not told. */
    @Nullable String told(String what) {
        String word = word(what);
        return word.equals("-") ? null : word;
    }

    /** What stands between two quotes, in which a backslash makes the next character a plain one. */
    String quoted(String what) {
        expect('"', "the quote in front of " + what);
        StringBuilder text = new StringBuilder();
        while (!isAtEnd()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return text.toString();
            }
            text.append(c == '\\' && !isAtEnd() ? line.charAt(at++) : c);
        }
        throw new LineException("the quote behind " + what + " is missing", at);
    }

    String rest() {
        String rest = line.substring(at);
        at = line.length();
        return rest;
    }

    /** @throws LineException if it is no whole number of so many digits at most */
    static long number(String digits, int maxDigits, String what, int at) {
        if (digits.isEmpty() || digits.length() > maxDigits || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new LineException(what + " is no number", at);
        }
        return Long.parseLong(digits);
    }
}
