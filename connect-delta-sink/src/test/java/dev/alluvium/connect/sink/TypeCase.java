// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** One row of the type mapping: a schema, the name that the documentation gives it, and values of it. */
final class TypeCase {
    private final String name;
    private final Schema schema;
    private final String note;
    private final List<Stored> values = new ArrayList<>();
    private final List<Object> misfits = new ArrayList<>();

    /** A value as it is delivered, and as its own column holds it. */
    record Stored(Object delivered, Object stored) {}

    private TypeCase(String name, Schema schema, String note) {
        this.name = name;
        this.schema = schema;
        this.note = note;
    }

    static TypeCase of(String name, Schema schema, String note) {
        return new TypeCase(name, schema, note);
    }

    static TypeCase of(String name, SchemaBuilder schema, String note) {
        return new TypeCase(name, schema.build(), note);
    }

    TypeCase holds(Object delivered, Object stored) {
        values.add(new Stored(delivered, stored));
        return this;
    }

    /** As they are. */
    TypeCase keeps(Object... delivered) {
        for (Object value : delivered) {
            values.add(new Stored(value, value));
        }
        return this;
    }

    TypeCase rescues(Object... delivered) {
        misfits.addAll(List.of(delivered));
        return this;
    }

    String name() {
        return name;
    }

    Schema schema() {
        return schema;
    }

    String note() {
        return note;
    }

    List<Stored> values() {
        return values;
    }

    List<Object> misfits() {
        return misfits;
    }
}
