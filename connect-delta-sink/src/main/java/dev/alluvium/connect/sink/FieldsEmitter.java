// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Emits fields of a struct, in the order of the columns they go to. */
final class FieldsEmitter implements ValueEmitter {
    private final Field[] fields;
    private final ColumnEmitter[] columns;
    /** Which of them may hold what does not fit. */
    private final int[] doubtful;

    private FieldsEmitter(List<Field> fields, List<ColumnEmitter> columns) {
        this.fields = fields.toArray(Field[]::new);
        this.columns = columns.toArray(ColumnEmitter[]::new);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < this.columns.length; i++) {
            if (this.columns[i].mayMisfit()) {
                found.add(i);
            }
        }
        this.doubtful = found.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Compiles those fields of {@code schema} that go to the columns {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param prefix of the fields' paths: empty for a whole row, else ending in a point
     */
    static ValueEmitter compile(Schema schema, List<Column> target, int from, int to, String prefix) {
        Map<String, FieldColumn> byName = FieldColumn.of(schema, prefix.isEmpty()).stream()
                .collect(Collectors.toMap(FieldColumn::name, Function.identity()));
        List<Field> fields = new ArrayList<>();
        List<ColumnEmitter> columns = new ArrayList<>();
        for (int ordinal = from; ordinal < to; ordinal++) {
            Column column = target.get(ordinal);
            FieldColumn found = byName.get(column.name());
            if (found != null) {
                Field field = found.field();
                String path = prefix + column.name();
                fields.add(withoutDefault(field));
                columns.add(new ColumnEmitter(ordinal, Emitters.compile(field.schema(), column.type(), path), path));
            } else if (schema.fields().isEmpty() && column.name().equals(FieldColumn.EMPTY_STRUCT)) {
                return mark(ordinal);
            }
        }
        return new FieldsEmitter(fields, columns);
    }

    /** All there is to say of a struct without fields is that it was there. */
    private static ValueEmitter mark(int ordinal) {
        return (value, out) -> {
            out.startField(ordinal);
            out.booleanValue(true);
            out.endField(ordinal);
        };
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

    @Override
    public boolean mayMisfit() {
        return doubtful.length > 0;
    }

    @Override
    public @Nullable String misfit(Object value) {
        Struct struct = (Struct) value;
        for (int i : doubtful) {
            Object fieldValue = struct.get(fields[i]);
            String misfit = fieldValue == null ? null : columns[i].misfit(fieldValue);
            if (misfit != null) {
                return misfit;
            }
        }
        return null;
    }

    /**
     * Reads the same place of a struct, but a null there stays a null: {@code Struct.get(Field)} puts the default of the
     * schema <em>of the field it is given</em> in its place. The way by name, {@code getWithoutDefault}, costs a look-up.
     */
    static Field withoutDefault(Field field) {
        return new Field(field.name(), field.index(), Schema.OPTIONAL_BYTES_SCHEMA);
    }
}
