// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.standalone.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class DeltaSchemasTest {

    @Test
    void givesBackEveryTypeThroughBothLibraries() throws Exception {
        TableSchema schema = everyType();
        String json = DeltaSchemas.widen(DeltaSchemas.NO_COLUMNS, schema);

        assertThat(DeltaSchemas.read(json)).isEqualTo(schema);
        assertThat(DeltaSchemas.read(
                        DataTypeJsonSerDe.deserializeStructType(json).toJson()))
                .isEqualTo(schema);
        assertThat(DeltaSchemas.read(DataType.fromJson(json).toJson())).isEqualTo(schema);
    }

    @Test
    void changesNothingWhereNothingIsMissing() throws Exception {
        String json = DeltaSchemas.widen(DeltaSchemas.NO_COLUMNS, everyType());

        assertThat(DeltaSchemas.widen(json, everyType())).isEqualTo(json);
    }

    @Test
    void leavesOutWhatItCannotFillAndKeepsItWhenItWidens() throws Exception {
        String table = struct(
                field("at", "\"timestamp_ntz\""),
                field("nested", struct(field("v", "\"variant\""), field("n", "\"integer\""))),
                field("many", "{\"type\":\"array\",\"elementType\":\"void\",\"containsNull\":false}"));

        TableSchema read = DeltaSchemas.read(table);
        assertThat(read)
                .isEqualTo(TableSchema.of(
                        new Column("nested", new ColumnType.Struct(List.of(new Column("n", Primitive.INTEGER))))));
        String widened = DeltaSchemas.widen(table, plus(read, new Column("more", Primitive.STRING)));
        assertThat(widened).startsWith(table.substring(0, table.length() - 2)).contains("\"more\"");
    }

    @Test
    void widensInsideListsAndMaps() throws Exception {
        ColumnType narrow = new ColumnType.Struct(List.of(new Column("a", Primitive.LONG)));
        ColumnType wide =
                new ColumnType.Struct(List.of(new Column("a", Primitive.LONG), new Column("b", Primitive.DATE)));
        String table = DeltaSchemas.widen(DeltaSchemas.NO_COLUMNS, listAndMapOf(narrow));

        assertThat(DeltaSchemas.read(DeltaSchemas.widen(table, listAndMapOf(wide))))
                .isEqualTo(listAndMapOf(wide));
    }

    @Test
    void refusesAColumnThatExistsWithATypeItCannotFill() {
        String table = struct(field("nested", struct(field("at", "\"timestamp_ntz\""))));
        TableSchema wanted = TableSchema.of(
                new Column("nested", new ColumnType.Struct(List.of(new Column("at", Primitive.TIMESTAMP)))));

        assertThatThrownBy(() -> DeltaSchemas.widen(table, wanted))
                .isInstanceOf(UnsupportedTableException.class)
                .hasMessageContaining("column nested.at is \"timestamp_ntz\" in the table");
    }

    private static TableSchema everyType() {
        List<Column> columns = new ArrayList<>();
        for (Primitive primitive : Primitive.values()) {
            columns.add(new Column(primitive.name().toLowerCase(Locale.ROOT), primitive));
        }
        columns.add(new Column("decimal", new ColumnType.Decimal(38, 9)));
        columns.add(new Column("struct", new ColumnType.Struct(List.of(new Column("x", Primitive.DOUBLE)))));
        columns.add(new Column("list", new ColumnType.ListOf(new ColumnType.ListOf(Primitive.BINARY))));
        columns.add(new Column("map", new ColumnType.MapOf(Primitive.STRING, new ColumnType.Decimal(5, 0))));
        return new TableSchema(columns);
    }

    private static TableSchema listAndMapOf(ColumnType type) {
        return TableSchema.of(
                new Column("list", new ColumnType.ListOf(type)),
                new Column("map", new ColumnType.MapOf(Primitive.STRING, type)));
    }

    private static TableSchema plus(TableSchema schema, Column column) {
        List<Column> columns = new ArrayList<>(schema.columns());
        columns.add(column);
        return new TableSchema(columns);
    }

    private static String struct(String... fields) {
        return "{\"type\":\"struct\",\"fields\":[" + String.join(",", fields) + "]}";
    }

    private static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + ",\"nullable\":true,\"metadata\":{}}";
    }
}
