// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.expression;

import dev.alluvium.connect.quality.check.Nodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a condition. A truth is a {@code Boolean}, or null if it is unknown, as in SQL.
 *
 * @see <a href="https://spark.apache.org/docs/latest/sql-ref-null-semantics.html">Spark, null semantics</a>
 */
sealed interface Expression {

    /**
     * @param row what fields are of
     * @throws Undecided if it cannot be said
     */
    @Nullable Object of(Nodes nodes, @Nullable Object row);

    record Literal(@Nullable Object value) implements Expression {
        @Override
        public @Nullable Object of(Nodes nodes, @Nullable Object row) {
            return value;
        }
    }

    /** What is not there is null. */
    record Field(List<String> path) implements Expression {
        public Field {
            path = List.copyOf(path);
        }

        @Override
        public @Nullable Object of(Nodes nodes, @Nullable Object row) {
            Object value = row;
            for (int i = 0; i < path.size() && value != null; i++) {
                value = nodes.field(value, path.get(i));
                if (value == Nodes.UNAVAILABLE) {
                    throw Undecided.untold();
                } else if (value == Nodes.MISSING) {
                    return null;
                }
            }
            return value;
        }
    }

    record Not(Expression of) implements Expression {
        @Override
        public @Nullable Object of(Nodes nodes, @Nullable Object row) {
            Boolean truth = truth(of.of(nodes, row));
            return truth == null ? null : (Object) !truth;
        }
    }

    /** Both, or either: the second is not looked at where the first decides. */
    record Junction(boolean isAnd, Expression left, Expression right) implements Expression {
        @Override
        public @Nullable Object of(Nodes nodes, @Nullable Object row) {
            Boolean first = truth(left.of(nodes, row));
            if (first != null && first != isAnd) {
                return first;
            }
            Boolean second = truth(right.of(nodes, row));
            boolean decides = second != null && second != isAnd;
            return (decides || first != null) ? second : null;
        }
    }

    record IsNull(Expression of) implements Expression {
        @Override
        public Object of(Nodes nodes, @Nullable Object row) {
            return of.of(nodes, row) == null;
        }
    }

    record Comparison(Operator operator, Expression left, Expression right) implements Expression {
        /** How two values stand to each other. */
        enum Operator {
            EQUAL,
            UNEQUAL,
            LESS,
            AT_MOST,
            MORE,
            AT_LEAST;

            boolean holds(int comparison) {
                return switch (this) {
                    case EQUAL -> comparison == 0;
                    case UNEQUAL -> comparison != 0;
                    case LESS -> comparison < 0;
                    case AT_MOST -> comparison <= 0;
                    case MORE -> comparison > 0;
                    case AT_LEAST -> comparison >= 0;
                };
            }
        }

        @Override
        public @Nullable Object of(Nodes nodes, @Nullable Object row) {
            Object first = left.of(nodes, row);
            Object second = right.of(nodes, row);
            return first == null || second == null ? null : (Object) operator.holds(Values.compare(first, second));
        }
    }

    /** One of several. */
    record In(Expression of, List<Expression> choices) implements Expression {
        public In {
            choices = List.copyOf(choices);
        }

        @Override
        public @Nullable Object of(Nodes nodes, @Nullable Object row) {
            Object value = of.of(nodes, row);
            if (value == null) {
                return null;
            }
            boolean hasNull = false;
            for (int i = 0; i < choices.size(); i++) {
                Object choice = choices.get(i).of(nodes, row);
                if (choice == null) {
                    hasNull = true;
                } else if (Values.compare(value, choice) == 0) {
                    return true;
                }
            }
            return hasNull ? null : (Object) false;
        }
    }

    record Arithmetic(char operator, Expression left, Expression right) implements Expression {
        @Override
        public @Nullable Object of(Nodes nodes, @Nullable Object row) {
            Object first = left.of(nodes, row);
            Object second = right.of(nodes, row);
            return first == null || second == null ? null : Values.calculate(operator, first, second);
        }
    }

    record Call(Function function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public @Nullable Object of(Nodes nodes, @Nullable Object row) {
            return function.of(arguments, nodes, row);
        }
    }

    private static @Nullable Boolean truth(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw Undecided.unfit();
    }
}
