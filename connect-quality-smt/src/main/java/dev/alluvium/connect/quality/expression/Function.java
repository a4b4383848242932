// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.expression;

import dev.alluvium.connect.quality.check.Nodes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be asked of values by name, as in Spark and in Trino. */
enum Function {
    /** Of a text, in characters. */
    LENGTH(1, 1) {
        @Override
        @Nullable Object of(List<Expression> arguments, Nodes nodes, @Nullable Object row) {
            String text = text(arguments, nodes, row);
            return text == null ? null : (Object) (long) text.codePointCount(0, text.length());
        }
    },
    LOWER(1, 1) {
        @Override
        @Nullable Object of(List<Expression> arguments, Nodes nodes, @Nullable Object row) {
            String text = text(arguments, nodes, row);
            return text == null ? null : text.toLowerCase(Locale.ROOT);
        }
    },
    UPPER(1, 1) {
        @Override
        @Nullable Object of(List<Expression> arguments, Nodes nodes, @Nullable Object row) {
            String text = text(arguments, nodes, row);
            return text == null ? null : text.toUpperCase(Locale.ROOT);
        }
    },
    TRIM(1, 1) {
        @Override
        @Nullable Object of(List<Expression> arguments, Nodes nodes, @Nullable Object row) {
            String text = text(arguments, nodes, row);
            return text == null ? null : text.strip();
        }
    },
    ABS(1, 1) {
        @Override
        @Nullable Object of(List<Expression> arguments, Nodes nodes, @Nullable Object row) {
            Object value = arguments.get(0).of(nodes, row);
            return value != null && Values.compare(value, 0L) < 0 ? Values.calculate('-', 0L, value) : value;
        }
    },
    /** The first that is not null. */
    COALESCE(1, Integer.MAX_VALUE) {
        @Override
        @Nullable Object of(List<Expression> arguments, Nodes nodes, @Nullable Object row) {
            for (int i = 0; i < arguments.size(); i++) {
                Object value = arguments.get(i).of(nodes, row);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
    };

    private final int minArguments;
    private final int maxArguments;

    Function(int minArguments, int maxArguments) {
        this.minArguments = minArguments;
        this.maxArguments = maxArguments;
    }

    boolean takes(int arguments) {
        return arguments >= minArguments && arguments <= maxArguments;
    }

    abstract @Nullable Object of(List<Expression> arguments, Nodes nodes, @Nullable Object row);

    private static @Nullable String text(List<Expression> arguments, Nodes nodes, @Nullable Object row) {
        Object value = arguments.get(0).of(nodes, row);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Undecided.unfit();
    }
}
