// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

/** What may keep a value from being written. Whether it does is found by a rehearsal, which costs more than the doubt. */
record Doubt(String path, String reason) {

    static Doubt of(String reason) {
        return new Doubt("", reason);
    }

    static Doubt ofClass(Object value, String expected) {
        return of("holds a " + value.getClass().getName() + " where its schema says " + expected);
    }

    /** The same, seen from the struct, list or map around. */
    Doubt in(String name) {
        return new Doubt(path.isEmpty() ? name : name + "." + path, reason);
    }

    String text() {
        return (path.isEmpty() ? "It " : "Field '" + path + "' ") + reason
                + ". Mend the converter or transform that made it";
    }
}
