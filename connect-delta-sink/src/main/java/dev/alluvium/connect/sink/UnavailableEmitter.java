// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.Placeholder;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.FieldPath;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Emits the {@code _unavailable} column: the paths of those fields of a change event that hold Debezium's placeholder. The
 * placeholder itself stays where it is. Only fields that can hold one are looked at.
 */
final class UnavailableEmitter {
    static final String COLUMN = "_unavailable";
    static final ColumnType TYPE = new ColumnType.ListOf(ColumnType.Primitive.STRING);

    private static final List<String> IMAGES = List.of("before", "after");
    private static final String OPERATION = "op";

    private final int ordinal;
    private final List<Image> images;
    /** Of the row at hand; mostly empty. */
    private final List<String> found = new ArrayList<>();

    private UnavailableEmitter(int ordinal, List<Image> images) {
        this.ordinal = ordinal;
        this.images = images;
    }

    /** The state of a row before or after the change. */
    private record Image(Field field, List<Suspect> suspects) {}

    private record Suspect(Field field, String path, Predicate<Object> isPlaceholder) {}

    /**
     * @param ordinal of the column
     * @return empty if no value of this schema can hold the placeholder
     */
    static Optional<UnavailableEmitter> of(Schema value, Placeholder placeholder, int ordinal) {
        if (!isEnvelope(value)) {
            return Optional.empty();
        }
        List<Image> images = new ArrayList<>();
        for (String name : IMAGES) {
            List<Suspect> suspects = suspects(name, value.field(name).schema(), placeholder);
            if (!suspects.isEmpty()) {
                images.add(new Image(FieldsEmitter.withoutDefault(value.field(name)), suspects));
            }
        }
        return images.isEmpty() ? Optional.empty() : Optional.of(new UnavailableEmitter(ordinal, images));
    }

    /** By its fields, for not every converter keeps the names of schemas. */
    private static boolean isEnvelope(Schema value) {
        return value.type() == Schema.Type.STRUCT
                && isOfType(value.field(OPERATION), Schema.Type.STRING)
                && IMAGES.stream().allMatch(name -> isOfType(value.field(name), Schema.Type.STRUCT));
    }

    private static boolean isOfType(Field field, Schema.Type type) {
        return field != null && field.schema().type() == type;
    }

    private static List<Suspect> suspects(String image, Schema row, Placeholder placeholder) {
        List<Suspect> suspects = new ArrayList<>();
        for (FieldColumn column : FieldColumn.of(row, false)) {
            if (column.countType().isEmpty()) {
                String path = image + "." + FieldPath.segment(column.name());
                placeholder
                        .in(column.field().schema())
                        .ifPresent(is ->
                                suspects.add(new Suspect(FieldsEmitter.withoutDefault(column.field()), path, is)));
            }
        }
        return suspects;
    }

    void emit(Object value, ValueConsumer out) {
        Struct envelope = (Struct) value;
        for (Image image : images) {
            if (envelope.get(image.field) instanceof Struct row) {
                look(row, image.suspects);
            }
        }
        if (found.isEmpty()) {
            return;
        }
        out.startField(ordinal);
        out.startList(found.size());
        for (String path : found) {
            out.startElement();
            out.textValue(path);
            out.endElement();
        }
        out.endList();
        out.endField(ordinal);
        found.clear();
    }

    private void look(Struct row, List<Suspect> suspects) {
        for (Suspect suspect : suspects) {
            Object value = row.get(suspect.field);
            if (value != null && suspect.isPlaceholder.test(value)) {
                found.add(suspect.path);
            }
        }
    }
}
