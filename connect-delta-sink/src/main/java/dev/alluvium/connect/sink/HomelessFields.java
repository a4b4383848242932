// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.FieldPath;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Rescues those fields of a struct that have no column, and leaves the others to another. */
final class HomelessFields implements ValueEmitter {
    private final List<Homeless> homeless;
    private final ValueEmitter others;

    private record Homeless(Field field, HomelessValue value) {}

    private HomelessFields(List<Homeless> homeless, ValueEmitter others) {
        this.homeless = List.copyOf(homeless);
        this.others = others;
    }

    /**
     * @param incoming the columns that the fields of {@code struct} would fill
     * @param prefix of the fields' paths: empty, or ending in a point
     * @param others emits the fields that have a column
     * @return {@code others} itself if all have one
     */
    static ValueEmitter rescuedBeside(
            ValueEmitter others,
            Schema struct,
            List<Column> incoming,
            List<Column> target,
            String prefix,
            Rescue rescue) {
        Map<String, Column> known = FieldsEmitter.byName(target, Column::name);
        Map<String, Column> types = FieldsEmitter.byName(incoming, Column::name);
        List<Homeless> homeless = new ArrayList<>();
        for (FieldColumn column : FieldColumn.of(struct, prefix.isEmpty())) {
            Column home = known.get(column.name());
            Column wanted = types.get(column.name());
            // A column of counts says nothing that the field's own column, or what is rescued of it, does not say.
            if (column.countType().isEmpty()
                    && wanted != null
                    && (home == null || !FieldsEmitter.isHome(home.type(), wanted.type()))) {
                Schema schema = column.field().schema();
                String path = prefix + FieldPath.segment(column.name());
                homeless.add(new Homeless(
                        FieldsEmitter.withoutDefault(column.field()), HomelessValue.of(schema, path, rescue)));
            }
        }
        return homeless.isEmpty() ? others : new HomelessFields(homeless, others);
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        Struct struct = (Struct) value;
        for (Homeless each : homeless) {
            Object fieldValue = struct.get(each.field);
            if (fieldValue != null) {
                each.value.emit(fieldValue, out);
            }
        }
        others.emit(value, out);
    }

    @Override
    public void survey(Object value) {
        Struct struct = (Struct) value;
        for (Homeless each : homeless) {
            Object fieldValue = struct.get(each.field);
            if (fieldValue != null) {
                each.value.survey(fieldValue);
            }
        }
        others.survey(value);
    }
}
