// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.expression;

import dev.alluvium.connect.quality.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Takes an expression apart into its words. */
final class Tokens {
    /** The longer ones first. */
    private static final List<String> SYMBOLS =
            List.of("<=", ">=", "<>", "!=", "==", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", ".");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    /** @throws ExpressionException at a character that can be no part of an expression */
    static List<Token> of(String text) {
        return new Tokens(text).read();
    }

    private List<Token> read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '\'') {
                quoted(c, Kind.TEXT);
            } else if (c == '"' || c == '`') {
                quoted(c, Kind.QUOTED);
            } else if (Character.isDigit(c)) {
                number();
            } else if (Character.isLetter(c) || c == '_') {
                word();
            } else {
                symbol();
            }
        }
        tokens.add(new Token(Kind.END, "the end", text.length()));
        return tokens;
    }

    /** Two quotes are one in the text. */
    private void quoted(char quote, Kind kind) {
        int begin = at;
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != quote) {
                content.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                content.append(c);
                at++;
            } else {
                at++;
                tokens.add(new Token(kind, content.toString(), begin));
                return;
            }
        }
        throw new ExpressionException("the quote is not closed", begin);
    }

    private void number() {
        int begin = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || isPoint())) {
            at++;
        }
        tokens.add(new Token(Kind.NUMBER, text.substring(begin, at), begin));
    }

    private boolean isPoint() {
        return text.charAt(at) == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    }

    private void word() {
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        tokens.add(new Token(Kind.WORD, text.substring(begin, at), begin));
    }

    private void symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                tokens.add(new Token(Kind.SYMBOL, symbol, at));
                at += symbol.length();
                return;
            }
        }
        throw new ExpressionException("'" + text.charAt(at) + "' means nothing here", at);
    }
}
