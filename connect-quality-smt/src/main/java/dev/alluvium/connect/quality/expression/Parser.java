// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.expression;

import dev.alluvium.connect.quality.expression.Expression.Arithmetic;
import dev.alluvium.connect.quality.expression.Expression.Call;
import dev.alluvium.connect.quality.expression.Expression.Comparison;
import dev.alluvium.connect.quality.expression.Expression.Field;
import dev.alluvium.connect.quality.expression.Expression.In;
import dev.alluvium.connect.quality.expression.Expression.IsNull;
import dev.alluvium.connect.quality.expression.Expression.Junction;
import dev.alluvium.connect.quality.expression.Expression.Literal;
import dev.alluvium.connect.quality.expression.Expression.Not;
import dev.alluvium.connect.quality.expression.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads an expression, from what binds least to what binds most. */
final class Parser {
    private static final int MAX_DEPTH = 100;
    private static final Map<String, Comparison.Operator> COMPARISONS = Map.of(
            "=", Comparison.Operator.EQUAL,
            "==", Comparison.Operator.EQUAL,
            "!=", Comparison.Operator.UNEQUAL,
            "<>", Comparison.Operator.UNEQUAL,
            "<", Comparison.Operator.LESS,
            "<=", Comparison.Operator.AT_MOST,
            ">", Comparison.Operator.MORE,
            ">=", Comparison.Operator.AT_LEAST);
    private static final List<String> RESERVED =
            List.of("AND", "OR", "NOT", "IS", "IN", "BETWEEN", "NULL", "TRUE", "FALSE", "LIKE", "CASE");

    private final List<Token> tokens;
    private int next;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @throws ExpressionException if it is none */
    static Expression parse(String text) {
        Parser parser = new Parser(Tokens.of(text));
        Expression expression = parser.or();
        Token rest = parser.peek();
        if (rest.kind() != Kind.END) {
            throw new ExpressionException("'" + rest.text() + "' is one word too many", rest.at());
        }
        return expression;
    }

    private Expression or() {
        if (++depth > MAX_DEPTH) {
            throw new ExpressionException("it is nested too deep", peek().at());
        }
        Expression expression = and();
        while (takeWord("OR")) {
            expression = new Junction(false, expression, and());
        }
        depth--;
        return expression;
    }

    private Expression and() {
        Expression expression = not();
        while (takeWord("AND")) {
            expression = new Junction(true, expression, not());
        }
        return expression;
    }

    private Expression not() {
        boolean isNot = false;
        while (takeWord("NOT")) {
            isNot = !isNot;
        }
        Expression expression = predicate();
        return isNot ? new Not(expression) : expression;
    }

    private Expression predicate() {
        Expression left = sum();
        Token token = peek();
        if (token.kind() == Kind.SYMBOL && COMPARISONS.containsKey(token.text())) {
            next++;
            return new Comparison(COMPARISONS.get(token.text()), left, sum());
        } else if (takeWord("IS")) {
            boolean isNot = takeWord("NOT");
            expectWord("NULL");
            return negated(isNot, new IsNull(left));
        }
        boolean isNot = takeWord("NOT");
        if (takeWord("IN")) {
            return negated(isNot, new In(left, list()));
        } else if (takeWord("BETWEEN")) {
            Expression low = sum();
            expectWord("AND");
            return negated(
                    isNot,
                    new Junction(
                            true,
                            new Comparison(Comparison.Operator.AT_LEAST, left, low),
                            new Comparison(Comparison.Operator.AT_MOST, left, sum())));
        } else if (isNot) {
            throw expected("IN or BETWEEN");
        }
        return left;
    }

    private static Expression negated(boolean isNot, Expression expression) {
        return isNot ? new Not(expression) : expression;
    }

    private Expression sum() {
        Expression expression = product();
        while (peek().isSymbol("+") || peek().isSymbol("-")) {
            char operator = take().text().charAt(0);
            expression = new Arithmetic(operator, expression, product());
        }
        return expression;
    }

    private Expression product() {
        Expression expression = unary();
        while (peek().isSymbol("*") || peek().isSymbol("/") || peek().isSymbol("%")) {
            char operator = take().text().charAt(0);
            expression = new Arithmetic(operator, expression, unary());
        }
        return expression;
    }

    private Expression unary() {
        boolean isNegative = false;
        while (takeSymbol("-")) {
            isNegative = !isNegative;
        }
        Expression expression = primary();
        return isNegative ? new Arithmetic('-', new Literal(0L), expression) : expression;
    }

    private Expression primary() {
        Token token = take();
        return switch (token.kind()) {
            case NUMBER -> new Literal(number(token.text()));
            case TEXT -> new Literal(token.text());
            case QUOTED -> field(token);
            case WORD -> word(token);
            case SYMBOL -> {
                if (!token.text().equals("(")) {
                    next--;
                    throw expected("a value");
                }
                Expression inside = or();
                expectSymbol(")");
                yield inside;
            }
            case END -> {
                next--;
                throw expected("a value");
            }
        };
    }

    private static Object number(String text) {
        BigDecimal decimal = new BigDecimal(text);
        boolean isLong = decimal.scale() <= 0 && decimal.precision() <= 18;
        return isLong ? (Object) decimal.longValueExact() : decimal;
    }

    private Expression word(Token token) {
        if (token.isWord("TRUE") || token.isWord("FALSE")) {
            return new Literal(token.isWord("TRUE"));
        } else if (token.isWord("NULL")) {
            return new Literal(null);
        } else if (RESERVED.stream().anyMatch(token::isWord)) {
            next--;
            throw expected("a value");
        }
        return peek().isSymbol("(") ? call(token) : field(token);
    }

    private Expression call(Token name) {
        for (Function function : Function.values()) {
            if (name.isWord(function.name())) {
                List<Expression> arguments = list();
                if (!function.takes(arguments.size())) {
                    throw new ExpressionException(
                            name.text() + " does not take " + arguments.size() + " arguments", name.at());
                }
                return new Call(function, arguments);
            }
        }
        throw new ExpressionException(
                "there is no function '" + name.text() + "'; there are " + List.of(Function.values()), name.at());
    }

    private List<Expression> list() {
        List<Expression> list = new ArrayList<>();
        expectSymbol("(");
        do {
            list.add(or());
        } while (takeSymbol(","));
        expectSymbol(")");
        return list;
    }

    private Field field(Token first) {
        List<String> path = new ArrayList<>(List.of(first.text()));
        while (takeSymbol(".")) {
            Token name = take();
            if (name.kind() != Kind.WORD && name.kind() != Kind.QUOTED) {
                next--;
                throw expected("the name of a field");
            }
            path.add(name.text());
        }
        return new Field(path);
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        return tokens.get(next++);
    }

    private boolean takeWord(String word) {
        boolean isNext = peek().isWord(word);
        next += isNext ? 1 : 0;
        return isNext;
    }

    private boolean takeSymbol(String symbol) {
        boolean isNext = peek().isSymbol(symbol);
        next += isNext ? 1 : 0;
        return isNext;
    }

    private void expectWord(String word) {
        if (!takeWord(word)) {
            throw expected(word);
        }
    }

    private void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw expected("'" + symbol + "'");
        }
    }

    private ExpressionException expected(String what) {
        return new ExpressionException(what + " must stand where '" + peek().text() + "' is", peek().at());
    }
}
