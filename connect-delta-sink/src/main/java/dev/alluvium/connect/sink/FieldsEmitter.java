// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Emits fields of a struct, in the order of the columns they go to. */
final class FieldsEmitter implements ValueEmitter {
    private final Field[] fields;
    private final ColumnEmitter[] columns;

    private FieldsEmitter(List<Field> fields, List<ColumnEmitter> columns) {
        this.fields = fields.toArray(Field[]::new);
        this.columns = columns.toArray(ColumnEmitter[]::new);
    }

    /**
     * Compiles those fields of {@code schema} that go to the columns {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param prefix of the fields' paths: empty, or ending in a point
     */
    static FieldsEmitter compile(Schema schema, List<Column> target, int from, int to, String prefix) {
        List<Field> fields = new ArrayList<>();
        List<ColumnEmitter> columns = new ArrayList<>();
        for (int ordinal = from; ordinal < to; ordinal++) {
            Column column = target.get(ordinal);
            Field field = schema.field(column.name());
            if (field != null) {
                String path = prefix + column.name();
                fields.add(withoutDefault(field));
                columns.add(new ColumnEmitter(ordinal, Emitters.compile(field.schema(), column.type(), path), path));
            }
        }
        return new FieldsEmitter(fields, columns);
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        Struct struct = (Struct) value;
        for (int i = 0; i < fields.length; i++) {
            Object fieldValue = struct.get(fields[i]);
            if (fieldValue != null) {
                columns[i].emit(fieldValue, out);
            }
        }
    }

    /**
     * Reads the same place of a struct, but a null there stays a null: {@code Struct.get(Field)} puts the default of the
     * schema <em>of the field it is given</em> in its place. The way by name, {@code getWithoutDefault}, costs a look-up.
     */
    private static Field withoutDefault(Field field) {
        return new Field(field.name(), field.index(), Schema.OPTIONAL_BYTES_SCHEMA);
    }
}
