// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

/**
 * What may keep a value from being written. Whether it does is found by a rehearsal, which costs more than the doubt.
 *
 * @param isCertain whether it does for sure: then nothing must be rehearsed
 */
record Doubt(String path, String reason, boolean isCertain) {

    static Doubt of(String reason) {
        return new Doubt("", reason, false);
    }

    /** Whether there is stack enough to write such a value depends on more than the value: it is refused untried. */
    static Doubt ofDepth(int maxDepth) {
        return new Doubt("", "is nested deeper than " + maxDepth + " levels", true);
    }

    static Doubt ofClass(Object value, String expected) {
        return of("holds a " + value.getClass().getName() + " where its schema says " + expected);
    }

    /** The same, seen from the struct, list or map around. */
    Doubt in(String name) {
        return new Doubt(path.isEmpty() ? name : name + "." + path, reason, isCertain);
    }

    String text() {
        return (path.isEmpty() ? "It " : "Field '" + path + "' ") + reason
                + ". Mend the converter or transform that made it";
    }
}
