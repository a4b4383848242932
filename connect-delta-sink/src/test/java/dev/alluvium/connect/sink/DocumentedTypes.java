// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** The rows of {@code docs/type-mapping.md} as one table with a field for each, for tests of those who read it. */
public final class DocumentedTypes {

    /**
     * One row of the documentation.
     *
     * @param name its first cell
     * @param columns what its field fills, its own column first
     * @param stored its values, of the records from the first on, as the first column holds them: a {@code String} of hex
     *     digits after {@code 0x} for bytes, maps without nulls for structs, microseconds or days since 1970
     */
    public record DocumentedType(String name, List<Column> columns, List<Object> stored) {}

    private DocumentedTypes() {}

    public static List<DocumentedType> all() {
        List<DocumentedType> types = new ArrayList<>();
        for (TypeCase type : TypeCases.all()) {
            Schema struct = SchemaBuilder.struct()
                    .field("f" + types.size(), type.schema())
                    .build();
            List<Column> columns = ((ColumnType.Struct) ColumnTypes.of(struct, "")).columns();
            List<Object> stored =
                    type.values().stream().map(TypeCase.Stored::stored).toList();
            types.add(new DocumentedType(type.name(), columns, stored));
        }
        return types;
    }

    /** Each has the next value of every type that has one left, and no field for the others. */
    public static List<SinkRecord> records(String topic) {
        List<SinkRecord> records = new ArrayList<>();
        for (Struct value = value(0); !value.schema().fields().isEmpty(); value = value(records.size())) {
            records.add(new SinkRecord(topic, 0, null, null, value.schema(), value, records.size()));
        }
        return records;
    }

    private static Struct value(int index) {
        List<TypeCase> types = TypeCases.all();
        SchemaBuilder schema = SchemaBuilder.struct();
        for (int field = 0; field < types.size(); field++) {
            if (index < types.get(field).values().size()) {
                TypeCase type = types.get(field);
                Object delivered = type.values().get(index).delivered();
                // Connect finds no schema that contains itself equal to another.
                schema.field("f" + field, delivered instanceof Struct struct ? struct.schema() : type.schema());
            }
        }
        Struct value = new Struct(schema.build());
        value.schema().fields().forEach(field -> {
            TypeCase type = types.get(Integer.parseInt(field.name().substring(1)));
            value.put(field, type.values().get(index).delivered());
        });
        return value;
    }
}
