// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.rules;

import dev.alluvium.connect.quality.check.Check;
import dev.alluvium.connect.quality.check.Format;
import dev.alluvium.connect.quality.check.Json;
import dev.alluvium.connect.quality.check.Length;
import dev.alluvium.connect.quality.check.Matches;
import dev.alluvium.connect.quality.check.MaxSize;
import dev.alluvium.connect.quality.check.NoneOf;
import dev.alluvium.connect.quality.check.OneOf;
import dev.alluvium.connect.quality.check.Precision;
import dev.alluvium.connect.quality.check.Presence;
import dev.alluvium.connect.quality.check.Range;
import dev.alluvium.connect.quality.check.Range.Bound;
import dev.alluvium.connect.quality.check.Recency;
import dev.alluvium.connect.quality.check.Shape;
import dev.alluvium.connect.quality.check.ValueType;
import dev.alluvium.connect.quality.expression.Condition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The checks by the names that configurations call them by, and what each is told. */
enum CheckKind {
    PRESENT {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            return Optional.of(Presence.PRESENT);
        }
    },
    NOT_NULL {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            return Optional.of(Presence.NOT_NULL);
        }
    },
    TYPE {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            return parameters
                    .required("type", Parameters.oneOf(List.of(ValueType.values())))
                    .map(type -> type);
        }
    },
    /** {@code min} and {@code max} are in it, {@code above} and {@code below} are not. */
    RANGE {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            Optional<Bound> min = bound(parameters, "min", "above");
            Optional<Bound> max = bound(parameters, "max", "below");
            if (!parameters.isGiven("min", "above", "max", "below")) {
                parameters.fault("min", "a range needs min, above, max or below");
                return Optional.empty();
            }
            return Optional.of(new Range(min, max));
        }

        private Optional<Bound> bound(Parameters parameters, String included, String excluded) {
            Optional<Bound> in = parameters.optional(included, BigDecimal::new).map(value -> new Bound(value, true));
            Optional<Bound> out = parameters.optional(excluded, BigDecimal::new).map(value -> new Bound(value, false));
            if (in.isPresent() && out.isPresent()) {
                parameters.fault(excluded, "must not be given beside " + included);
            }
            return in.or(() -> out);
        }
    },
    LENGTH {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            Optional<Integer> min = parameters.optional("min", Integer::valueOf);
            Optional<Integer> max = parameters.optional("max", Integer::valueOf);
            if (!parameters.isGiven("min", "max")) {
                parameters.fault("max", "a length needs min or max");
                return Optional.empty();
            }
            return parameters.made("max", () -> new Length(min.orElse(0), max.orElse(Integer.MAX_VALUE)));
        }
    },
    SIZE {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            return parameters.required("max.bytes", Long::valueOf).map(MaxSize::new);
        }
    },
    PATTERN {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            return parameters.required("pattern", Matches::new).map(pattern -> pattern);
        }
    },
    ONE_OF {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            if (!parameters.isGiven("values.file")) {
                return parameters.required("values", Parameters::list).map(OneOf::new);
            }
            if (parameters.isGiven("values")) {
                parameters.fault("values.file", "must not be given beside values");
            }
            parameters.optional("values", Parameters::list);
            return parameters.required("values.file", context.lines()).map(OneOf::new);
        }
    },
    NONE_OF {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            return parameters.required("values", Parameters::list).map(values -> new NoneOf(new OneOf(values)));
        }
    },
    FORMAT {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            return parameters
                    .required("format", Parameters.oneOf(List.of(Format.values())))
                    .map(format -> format);
        }
    },
    PRECISION {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            Optional<Integer> precision = parameters.required("precision", Integer::valueOf);
            Optional<Integer> scale = parameters.required("scale", Integer::valueOf);
            return precision.flatMap(
                    digits -> scale.flatMap(behind -> parameters.made("scale", () -> new Precision(digits, behind))));
        }
    },
    /** {@code max.ahead.ms} is 0 and {@code max.age.ms} is any, if they are not given. */
    RECENT {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            long maxAheadMs = parameters.optional("max.ahead.ms", Long::valueOf).orElse(0L);
            long maxAgeMs = parameters.optional("max.age.ms", Long::valueOf).orElse(Long.MAX_VALUE);
            TimeUnit unit = parameters
                    .optional("unit", Parameters.oneOf(List.of(TimeUnit.values())))
                    .orElse(TimeUnit.MILLISECONDS);
            return Optional.of(new Recency(maxAheadMs, maxAgeMs, unit, context.nowMs()));
        }
    },
    /** Fields with their types, and whether others are {@code allowed}, as they are unless {@code refused}. */
    SCHEMA {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            boolean takesOthers = parameters
                            .optional("others", Parameters.oneOf(List.of(Others.values())))
                            .orElse(Others.ALLOWED)
                    == Others.ALLOWED;
            return parameters.required("fields", text -> Shape.of(Parameters.list(text), takesOthers, context.nodes()));
        }

        @Override
        boolean isAboutRecords() {
            return true;
        }
    },
    JSON {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            return Optional.of(parameters
                    .optional("has", text -> new Json(Parameters.list(text)))
                    .orElseGet(() -> new Json(List.of())));
        }
    },
    EXPRESSION {
        @Override
        Optional<Check> of(Parameters parameters, CheckContext context) {
            return parameters.required("expression", text -> new Condition(text, context.nodes()));
        }

        @Override
        boolean isAboutRecords() {
            return true;
        }
    };

    private enum Others {
        ALLOWED,
        REFUSED
    }

    /** Whether its field is the whole record if none is given. */
    boolean isAboutRecords() {
        return false;
    }

    /** @return empty if something is wrong, which is then noted in the parameters */
    abstract Optional<Check> of(Parameters parameters, CheckContext context);
}
