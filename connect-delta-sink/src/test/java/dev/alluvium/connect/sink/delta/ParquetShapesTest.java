// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.core.TestRows.column;
import static java.util.Arrays.asList;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Decimal;
import dev.alluvium.connect.sink.core.ColumnType.ListOf;
import dev.alluvium.connect.sink.core.ColumnType.MapOf;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.ColumnType.Struct;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rows of every type and shape become in a file. */
final class ParquetShapesTest extends LocalDataFiles {

    @Test
    void writesEveryTypeAsSparkDoes() throws IOException {
        TestRows shape = TestRows.of(
                column("bool", Primitive.BOOLEAN),
                column("byte", Primitive.BYTE),
                column("short", Primitive.SHORT),
                column("int", Primitive.INTEGER),
                column("long", Primitive.LONG),
                column("float", Primitive.FLOAT),
                column("double", Primitive.DOUBLE),
                column("text", Primitive.STRING),
                column("bytes", Primitive.BINARY),
                column("day", Primitive.DATE),
                column("at", Primitive.TIMESTAMP),
                column("d9", new Decimal(9, 2)),
                column("d18", new Decimal(18, 2)),
                column("d38", new Decimal(38, 10)));
        List<Object> values = List.of(
                true,
                -7,
                -300,
                1 << 30,
                1L << 60,
                1.5f,
                -2.5,
                "naïve \uD83D\uDE00",
                new byte[] {1, -1},
                -1,
                1_700_000_000_123_456L,
                new BigDecimal("-1234567.89"),
                new BigDecimal("9999999999999999.99"),
                new BigDecimal("-1234567890123456789012345678.0123456789"));

        Path file = written(shape, values, List.of());

        assertThat(ParquetContent.footer(file).getFileMetaData().getSchema()).hasToString("""
                        message spark_schema {
                          optional boolean bool;
                          optional int32 byte (INTEGER(8,true));
                          optional int32 short (INTEGER(16,true));
                          optional int32 int;
                          optional int64 long;
                          optional float float;
                          optional double double;
                          optional binary text (STRING);
                          optional binary bytes;
                          optional int32 day (DATE);
                          optional int64 at (TIMESTAMP(MICROS,true));
                          optional int32 d9 (DECIMAL(9,2));
                          optional int64 d18 (DECIMAL(18,2));
                          optional fixed_len_byte_array(16) d38 (DECIMAL(38,10));
                        }
                        """);
        List<Map<String, Object>> rows = ParquetContent.rows(file);
        assertThat(rows.get(0).values())
                .containsExactly(
                        true,
                        -7,
                        -300,
                        1 << 30,
                        1L << 60,
                        1.5f,
                        -2.5,
                        "naïve \uD83D\uDE00",
                        "01ff",
                        -1,
                        1_700_000_000_123_456L,
                        new BigDecimal("-1234567.89"),
                        new BigDecimal("9999999999999999.99"),
                        new BigDecimal("-1234567890123456789012345678.0123456789"));
        assertThat(rows.get(1)).isEmpty();
    }

    @Test
    void nestsListsAndMapsInThreeLevels() throws IOException {
        ColumnType lines = new ListOf(new Struct(
                List.of(column("sku", Primitive.STRING), column("tags", new MapOf(Primitive.STRING, Primitive.LONG)))));
        TestRows shape = TestRows.of(
                column("id", Primitive.INTEGER),
                column("lines", lines),
                column("matrix", new ListOf(new ListOf(Primitive.INTEGER))),
                column("last", Primitive.INTEGER));
        List<Object> lists = asList(
                singletonMap("sku", "a"),
                null,
                Map.of(),
                Map.of("sku", "b", "tags", singletonMap("x", null)),
                Map.of("tags", Map.of("y", 2L)),
                Map.of("tags", Map.of()));

        Path file = written(
                shape,
                asList(1, lists, asList(asList(1, null, 2), List.of(), null, List.of(3)), 10),
                asList(2, List.of(), List.of(), 20),
                asList(3, null, null, 30),
                asList(null, List.of(Map.of("sku", "c")), asList(List.of(), List.of(4)), null));

        assertThat(ParquetContent.footer(file).getFileMetaData().getSchema()).hasToString("""
                        message spark_schema {
                          optional int32 id;
                          optional group lines (LIST) {
                            repeated group list {
                              optional group element {
                                optional binary sku (STRING);
                                optional group tags (MAP) {
                                  repeated group key_value {
                                    required binary key (STRING);
                                    optional int64 value;
                                  }
                                }
                              }
                            }
                          }
                          optional group matrix (LIST) {
                            repeated group list {
                              optional group element (LIST) {
                                repeated group list {
                                  optional int32 element;
                                }
                              }
                            }
                          }
                          optional int32 last;
                        }
                        """);
        assertThat(ParquetContent.rows(file))
                .containsExactly(
                        Map.of(
                                "id",
                                1,
                                "lines",
                                lists,
                                "matrix",
                                asList(asList(1, null, 2), List.of(), null, List.of(3)),
                                "last",
                                10),
                        Map.of("id", 2, "lines", List.of(), "matrix", List.of(), "last", 20),
                        Map.of("id", 3, "last", 30),
                        Map.of("lines", List.of(Map.of("sku", "c")), "matrix", List.of(List.of(), List.of(4))));
    }

    @Test
    void nestsStructsAndTellsAnEmptyOneFromNone() throws IOException {
        Struct inner = new Struct(List.of(column("a", Primitive.LONG), column("b", Primitive.STRING)));
        Struct outer = new Struct(List.of(column("x", inner), column("y", Primitive.INTEGER), column("z", inner)));
        TestRows shape = TestRows.of(column("before", outer), column("after", outer), column("op", Primitive.STRING));

        List<Map<String, Object>> expected = List.of(
                Map.of("after", Map.of("x", Map.of("a", 1L), "z", Map.of("b", "t")), "op", "c"),
                Map.of("before", Map.of("y", 2), "after", Map.of(), "op", "u"),
                Map.of("before", Map.of("x", Map.of(), "z", Map.of("a", 9L, "b", "u"))),
                Map.of());

        assertThat(ParquetContent.rows(written(shape, expected.toArray()))).isEqualTo(expected);
    }

    @Test
    void leavesOutWhatParquetCannotHold() throws IOException {
        Struct empty = new Struct(List.of());
        TestRows shape = TestRows.of(
                column("empty", empty),
                column("id", Primitive.LONG),
                column("list", new ListOf(empty)),
                column("map", new MapOf(Primitive.STRING, new Struct(List.of(column("deep", empty))))),
                column("half", new Struct(List.of(column("none", empty), column("some", Primitive.STRING)))),
                column("last", Primitive.LONG));

        Path file = written(
                shape,
                asList(Map.of(), 1L, asList(Map.of(), null), Map.of("k", Map.of("deep", Map.of())), null, 5L),
                asList(null, 2L, List.of(), Map.of(), Map.of("none", Map.of(), "some", "s"), null));

        assertThat(ParquetContent.rows(file))
                .containsExactly(Map.of("id", 1L, "last", 5L), Map.of("id", 2L, "half", Map.of("some", "s")));
    }

    @Test
    void refusesASchemaWithoutAnyValue() {
        TableSchema schema = TableSchema.of(column("empty", new Struct(List.of())));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> files().create(TABLE, schema))
                .withMessageContaining("needs a column that can hold a value");
        assertThat(remaining()).isEmpty();
    }

    @Test
    void writesRowsOfSeveralShapesIntoOneFile() throws IOException {
        TestRows narrow = TestRows.of(column("b", Primitive.STRING));
        TestRows wide = TestRows.of(column("c", Primitive.LONG), column("a", Primitive.INTEGER));
        TableSchema schema = TableSchema.of(
                column("a", Primitive.INTEGER), column("b", Primitive.STRING), column("c", Primitive.LONG));

        DataFileWriter writer = files().create(TABLE, schema);
        writer.append(narrow.row(List.of("x")));
        writer.append(wide.row(List.of(7L, 1)));
        writer.append(narrow.row(List.of("y")));
        DataFile file = writer.finish();

        assertThat(ParquetContent.rows(local(file)))
                .containsExactly(Map.of("b", "x"), Map.of("a", 1, "c", 7L), Map.of("b", "y"));
    }
}
