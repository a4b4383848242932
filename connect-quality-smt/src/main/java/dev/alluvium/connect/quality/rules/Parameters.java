// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.rules;

import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The parameters of one rule. What is wrong with one of them is noted under its key, and does not keep the others from being looked
 * at: all faults are told at once.
 */
final class Parameters {
    private final String prefix;
    private final Map<String, String> given;
    private final Map<String, String> faults;
    private final Set<String> known = new HashSet<>();

    /**
     * @param prefix of the rule's keys in the configuration, with a dot at its end
     * @param given without the prefix
     * @param faults takes what is wrong, by whole keys
     */
    Parameters(String prefix, Map<String, String> given, Map<String, String> faults) {
        this.prefix = prefix;
        this.given = given;
        this.faults = faults;
    }

    /**
     * A value, made by {@code parse}, which throws an {@code IllegalArgumentException} at one that cannot be.
     *
     * @return empty if it is not given, or wrong
     */
    <T> Optional<T> optional(String key, Function<String, T> parse) {
        known.add(key);
        String text = given.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text.strip()));
        } catch (NumberFormatException e) {
            fault(key, "must be a number; it is '" + text + "'");
        } catch (IllegalArgumentException | PatternSyntaxException e) {
            fault(key, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** The same, but that it is missed if it is not given. */
    <T> Optional<T> required(String key, Function<String, T> parse) {
        if (!isGiven(key)) {
            fault(key, "is missing");
        }
        return optional(key, parse);
    }

    /**
     * What several parameters make together.
     *
     * @param key that a fault is noted under
     */
    <T> Optional<T> made(String key, Supplier<? extends T> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException e) {
            fault(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** One of an enum's constants, in either case. */
    static <E extends Enum<E>> Function<String, E> oneOf(List<E> constants) {
        return text -> constants.stream()
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + constants.stream()
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .toList()
                        + "; it is '" + text + "'"));
    }

    /** What stands between commas; a comma behind a backslash is one of the text. */
    static List<String> list(String text) {
        return Arrays.stream(text.split("(?<!\\\\),", -1))
                .map(part -> part.strip().replace("\\,", ","))
                .toList();
    }

    /** Whether one of them is given, right or wrong. */
    boolean isGiven(String... keys) {
        return Arrays.stream(keys).anyMatch(given::containsKey);
    }

    /** What was noted first of a key stays. */
    void fault(String key, String what) {
        faults.putIfAbsent(prefix + key, what);
    }

    /** To be called when everything was asked for: a key that nobody asked for is a fault. */
    void refuseTheRest() {
        given.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> fault(
                        key,
                        "means nothing to this check, which takes "
                                + known.stream().sorted().toList()));
    }
}
