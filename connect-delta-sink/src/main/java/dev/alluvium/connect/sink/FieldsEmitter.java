// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.FieldPath;
import dev.alluvium.connect.sink.core.TypeFit;
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
     * Compiles all fields of a struct, each of which has a column that holds it.
     *
     * @param prefix of the fields' paths, ending in a point
     */
    static ValueEmitter compile(Schema schema, List<Column> target, String prefix) {
        Map<String, FieldColumn> known = byName(FieldColumn.of(schema, false), FieldColumn::name);
        List<Field> fields = new ArrayList<>();
        List<ColumnEmitter> columns = new ArrayList<>();
        for (int ordinal = 0; ordinal < target.size(); ordinal++) {
            Column home = target.get(ordinal);
            FieldColumn found = known.get(home.name());
            if (found != null) {
                Schema fieldSchema = found.field().schema();
                String path = prefix + FieldPath.segment(home.name());
                fields.add(withoutDefault(found.field()));
                ValueEmitter emitter = Emitters.compile(fieldSchema, home.type(), path);
                columns.add(new ColumnEmitter(ordinal, emitter, fieldSchema, path, null));
            } else if (isMark(home, schema)) {
                return mark(ordinal);
            }
        }
        return new FieldsEmitter(fields, columns);
    }

    /**
     * Compiles those fields of {@code schema} that go to the columns {@code from} (inclusive) to {@code to} (exclusive), and
     * leaves those out that have no column: they are {@link HomelessFields}.
     *
     * @param incoming the columns that the fields would fill
     * @param prefix of the fields' paths: empty for a whole row, else ending in a point
     */
    static ValueEmitter compile(
            Schema schema, List<Column> incoming, List<Column> target, int from, int to, String prefix, Rescue rescue) {
        Map<String, FieldColumn> known = byName(FieldColumn.of(schema, prefix.isEmpty()), FieldColumn::name);
        Map<String, Column> types = byName(incoming, Column::name);
        List<Field> fields = new ArrayList<>();
        List<ColumnEmitter> columns = new ArrayList<>();
        for (int ordinal = from; ordinal < to; ordinal++) {
            Column home = target.get(ordinal);
            Column column = types.get(home.name());
            FieldColumn found = known.get(home.name());
            if (column == null || !isHome(home.type(), column.type())) {
                continue;
            }
            if (found != null) {
                Schema fieldSchema = found.field().schema();
                String path = prefix + FieldPath.segment(home.name());
                fields.add(withoutDefault(found.field()));
                ValueEmitter emitter = Emitters.compile(fieldSchema, column.type(), home.type(), path, rescue);
                columns.add(new ColumnEmitter(ordinal, emitter, fieldSchema, path, rescue));
            } else if (isMark(home, schema)) {
                return mark(ordinal);
            }
        }
        return new FieldsEmitter(fields, columns);
    }

    /** Whether the column takes the field: a struct takes any struct, and sees for itself what it takes of it. */
    static boolean isHome(ColumnType table, ColumnType incoming) {
        return table instanceof ColumnType.Struct
                ? incoming instanceof ColumnType.Struct
                : TypeFit.holds(table, incoming);
    }

    static <T> Map<String, T> byName(List<T> columns, Function<T, String> name) {
        return columns.stream().collect(Collectors.toMap(name, Function.identity()));
    }

    private static boolean isMark(Column home, Schema schema) {
        return schema.fields().isEmpty() && home.name().equals(FieldColumn.EMPTY_STRUCT);
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
    public void survey(Object value) {
        Struct struct = (Struct) value;
        for (int i = 0; i < fields.length; i++) {
            Object fieldValue = struct.get(fields[i]);
            if (fieldValue != null) {
                columns[i].survey(fieldValue);
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
