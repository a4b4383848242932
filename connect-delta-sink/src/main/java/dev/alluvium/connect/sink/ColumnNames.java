// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;

/**
 * Turns the names of a struct's fields into names that columns can have, so that each can be turned back.
 *
 * <p>What cannot stand in a name becomes {@code _xHHHH_}, where {@code HHHH} is the character's UTF-16 code in upper-case hex
 * digits; an underscore that would read as the beginning of such a code becomes one itself. An empty name becomes {@value
 * #EMPTY}. Of names that differ in case alone, which Delta takes for one, the first stays; in the others, the characters that
 * differ from it become codes.
 */
final class ColumnNames {
    static final String EMPTY = "_x_";

    private static final String FORBIDDEN = " ,;{}()\n\t=";
    private static final int CODE_DIGITS = 4;
    private static final int HEX = 16;

    private ColumnNames() {}

    /**
     * @param reserved names that no field may have
     * @return one name per field
     */
    static List<String> of(List<Field> fields, Set<String> reserved) {
        Map<String, String> taken = new HashMap<>();
        reserved.forEach(name -> taken.put(folded(name), name));
        List<String> names = new ArrayList<>(fields.size());
        for (Field field : fields) {
            String name = escaped(field.name());
            String other = taken.get(folded(name));
            if (other != null) {
                name = apart(name, other);
            }
            if (taken.putIfAbsent(folded(name), name) != null) {
                name = inCodes(field.name());
                taken.put(folded(name), name);
            }
            names.add(name);
        }
        return names;
    }

    /** As Delta compares names. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String escaped(String name) {
        if (name.isEmpty()) {
            return EMPTY;
        }
        if (name.equals(EMPTY)) {
            return code('_') + EMPTY.substring(1);
        }
        StringBuilder escaped = null;
        for (int i = 0; i < name.length(); i++) {
            boolean escape = cannotStand(name, i);
            if (escape && escaped == null) {
                escaped = new StringBuilder(name).delete(i, name.length());
            }
            if (escaped != null) {
                escaped.append(escape ? code(name.charAt(i)) : name.substring(i, i + 1));
            }
        }
        return escaped == null ? name : escaped.toString();
    }

    private static boolean cannotStand(String name, int i) {
        char c = name.charAt(i);
        if (c == '_') {
            return readsAsCode(name, i);
        }
        return FORBIDDEN.indexOf(c) >= 0 || isHalfAPair(name, i);
    }

    private static boolean readsAsCode(String name, int underscore) {
        int digits = underscore + 2;
        return name.startsWith("x", underscore + 1)
                && digits + CODE_DIGITS <= name.length()
                && name.substring(digits, digits + CODE_DIGITS).chars().allMatch(c -> Character.digit(c, HEX) >= 0);
    }

    private static boolean isHalfAPair(String name, int i) {
        char c = name.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == name.length() || !Character.isLowSurrogate(name.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(name.charAt(i - 1)));
    }

    /** The same name with codes for the characters that differ from {@code other}: at least one of them. */
    private static String apart(String name, String other) {
        if (name.equals(other)) {
            return code(name.charAt(0)) + name.substring(1);
        }
        if (name.length() != other.length()) {
            return name;
        }
        StringBuilder apart = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            apart.append(c == other.charAt(i) ? String.valueOf(c) : code(c));
        }
        return apart.toString();
    }

    /** The last resort: nothing else can look like it. */
    private static String inCodes(String name) {
        StringBuilder codes = new StringBuilder();
        name.chars().forEach(c -> codes.append(code((char) c)));
        return codes.toString();
    }

    private static String code(char c) {
        return String.format(Locale.ROOT, "_x%04X_", (int) c);
    }
}
