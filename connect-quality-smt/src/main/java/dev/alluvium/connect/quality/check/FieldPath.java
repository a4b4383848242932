// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from a record to the values that a rule is about: names of fields with dots between them, {@code [*]} behind the name of an
 * array for each of its elements, {@code {*}} behind that of a map for each of its values, as {@code order.lines[*].price}.
 * The empty path is the record itself.
 *
 * <p>Where the way ends early, at a null or at what is not there, that is the value: a rule may be about just this. An empty array
 * has no values, and so none that fails.
 */
public final class FieldPath {
    private static final String ELEMENTS = "[*]";
    private static final String VALUES = "{*}";

    /** From a value to those inside of it. */
    public sealed interface Step {}

    /** To the value of a field. */
    public record Field(String name) implements Step {}

    public enum Each implements Step {
        /** To all elements of an array. */
        ELEMENT,
        /** To all values of a map. */
        VALUE
    }

    private final String text;
    private final List<Step> steps;

    private FieldPath(String text, List<Step> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /** @throws IllegalArgumentException if a name is empty or holds a bracket, with what is wrong */
    public static FieldPath of(String text) {
        List<Step> steps = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String part : text.split("\\.", -1)) {
                addTo(steps, part, text);
            }
        }
        return new FieldPath(text, steps);
    }

    /**
     * Paths with commas between them; none if the text is blank.
     *
     * @throws IllegalArgumentException if one of them is none, with what is wrong
     */
    public static List<FieldPath> listOf(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(path -> of(path.strip()))
                        .toList();
    }

    private static void addTo(List<Step> steps, String part, String text) {
        String rest = part;
        List<Step> behind = new ArrayList<>();
        while (rest.endsWith(ELEMENTS) || rest.endsWith(VALUES)) {
            behind.add(0, rest.endsWith(ELEMENTS) ? Each.ELEMENT : Each.VALUE);
            rest = rest.substring(0, rest.length() - ELEMENTS.length());
        }
        if (rest.isEmpty() && behind.isEmpty()) {
            throw new IllegalArgumentException("the path '" + text + "' has a name that is empty");
        }
        if (rest.chars().anyMatch(c -> "[]{}".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("the path '" + text + "' has a bracket in '" + part
                    + "': behind a name, " + ELEMENTS + " stands for each element and " + VALUES + " for each value");
        }
        if (!rest.isEmpty()) {
            steps.add(new Field(rest));
        }
        steps.addAll(behind);
    }

    /** None if the path is the record itself. */
    public List<Step> steps() {
        return steps;
    }

    /** Whether a check holds for each value that the path leads to. */
    boolean allHold(Nodes nodes, @Nullable Object record, Check check) {
        return allHold(nodes, record, check, 0);
    }

    private boolean allHold(Nodes nodes, @Nullable Object value, Check check, int step) {
        if (value == Nodes.UNAVAILABLE) {
            return true;
        }
        if (step == steps.size() || value == null || value == Nodes.MISSING) {
            return check.holds(value);
        }
        Step next = steps.get(step);
        if (next instanceof Field field) {
            return allHold(nodes, nodes.field(value, field.name()), check, step + 1);
        }
        if (next == Each.ELEMENT) {
            List<?> elements = nodes.elements(value);
            for (int i = 0; i < elements.size(); i++) { // An iterator would be made anew for each record.
                if (!allHold(nodes, elements.get(i), check, step + 1)) {
                    return false;
                }
            }
            return true;
        }
        return allHold(nodes, nodes.values(value), check, step + 1);
    }

    private boolean allHold(Nodes nodes, Collection<?> values, Check check, int step) {
        for (Object value : values) {
            if (!allHold(nodes, value, check, step)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
