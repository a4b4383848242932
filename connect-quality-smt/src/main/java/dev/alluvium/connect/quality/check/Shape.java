// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records that have the fields which they should have, of the types which they should be of, and if so said no others. */
public final class Shape implements ValueCheck {
    private static final char OPTIONAL = '?';

    /**
     * One field.
     *
     * @param type empty for any
     * @param mayBeMissing or null
     */
    record Expected(String name, Optional<ValueType> type, boolean mayBeMissing) {}

    private final List<Expected> fields;
    private final Set<String> names;
    private final boolean takesOthers;
    private final Nodes nodes;

    private Shape(List<Expected> fields, boolean takesOthers, Nodes nodes) {
        this.fields = List.copyOf(fields);
        this.names = fields.stream().map(Expected::name).collect(Collectors.toUnmodifiableSet());
        this.takesOthers = takesOthers;
        this.nodes = nodes;
    }

    /**
     * @param fields a name each, and if wanted a type behind a blank; with a question mark at the end if it may be missing or null
     * @param takesOthers whether a record may have other fields as well
     * @throws IllegalArgumentException if there is no such type
     */
    public static Shape of(List<String> fields, boolean takesOthers, Nodes nodes) {
        List<Expected> expected = new ArrayList<>();
        for (String field : fields) {
            boolean mayBeMissing = !field.isEmpty() && field.charAt(field.length() - 1) == OPTIONAL;
            String[] words = (mayBeMissing ? field.substring(0, field.length() - 1) : field)
                    .strip()
                    .split("\\s+", -1);
            if (words[0].isEmpty() || words.length > 2) {
                throw new IllegalArgumentException(
                        "'" + field + "' is no field with a type, as in 'id integer' or 'email string?'");
            }
            expected.add(new Expected(
                    words[0], words.length == 1 ? Optional.empty() : Optional.of(type(words[1])), mayBeMissing));
        }
        return new Shape(expected, takesOthers, nodes);
    }

    private static ValueType type(String name) {
        for (ValueType type : ValueType.values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("there is no type '" + name + "'; there are "
                + Arrays.toString(ValueType.values()).toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean holdsFor(Object value) {
        for (int i = 0; i < fields.size(); i++) {
            if (!isAsExpected(fields.get(i), value)) {
                return false;
            }
        }
        return takesOthers || nodes.hasOnly(value, names);
    }

    private boolean isAsExpected(Expected field, Object value) {
        @Nullable Object found = nodes.field(value, field.name());
        if (found == Nodes.UNAVAILABLE) {
            return true;
        } else if (found == null || found == Nodes.MISSING) {
            return field.mayBeMissing();
        }
        return field.type().isEmpty() || field.type().get().holdsFor(found);
    }
}
