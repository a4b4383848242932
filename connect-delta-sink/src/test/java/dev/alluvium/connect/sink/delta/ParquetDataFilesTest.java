// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.core.TestRows.column;
import static java.util.Arrays.asList;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Decimal;
import dev.alluvium.connect.sink.core.ColumnType.ListOf;
import dev.alluvium.connect.sink.core.ColumnType.MapOf;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.ColumnType.Struct;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetDataFilesTest {
    private static final TableName TABLE = new TableName("shop/orders");

    @TempDir
    Path warehouse;

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

    @Test
    void describesTheFile() throws IOException {
        long before = System.currentTimeMillis();
        TestRows shape = TestRows.of(column("a", Primitive.INTEGER));
        DataFileWriter writer = files().create(TABLE, shape.schema());
        writer.append(shape.row(List.of(1)));
        assertThat(writer.rows()).isEqualTo(1);
        assertThat(writer.schema()).isEqualTo(shape.schema());

        DataFile file = writer.finish();

        assertThat(file.path()).matches("part-00000-[0-9a-f-]{36}\\.c000\\.zstd\\.parquet");
        assertThat(file.sizeBytes()).isEqualTo(Files.size(local(file)));
        assertThat(file.modifiedAtMs()).isBetween(before - 1_000, System.currentTimeMillis() + 1_000);
        assertThat(file.rows()).isEqualTo(1);
        assertThat(file.statistics())
                .isEqualTo(
                        "{\"numRecords\":1,\"minValues\":{\"a\":1},\"maxValues\":{\"a\":1},\"nullCount\":{\"a\":0}}");
        assertThat(ParquetContent.footer(local(file))
                        .getBlocks()
                        .get(0)
                        .getColumns()
                        .get(0)
                        .getCodec())
                .isEqualTo(CompressionCodecName.ZSTD);
    }

    @Test
    void finishesAFileWithoutRows() throws IOException {
        DataFile file = files().create(TABLE, TableSchema.of(column("a", Primitive.LONG)))
                .finish();

        assertThat(ParquetContent.rows(local(file))).isEmpty();
        assertThat(file.statistics()).isEqualTo("{\"numRecords\":0}");
    }

    @Test
    void boundsItsMemoryByRowGroupsWhateverTheSizeOfValues() throws IOException {
        TestRows shape = TestRows.of(column("n", Primitive.INTEGER), column("blob", Primitive.BINARY));
        DataFileWriter writer = files().create(TABLE, shape.schema());
        java.util.Random random = new java.util.Random(7);
        byte[] megabyte = new byte[1 << 20];
        long most = 0;
        for (int n = 0; n < 150; n++) {
            random.nextBytes(megabyte);
            writer.append(shape.row(List.of(n, n % 2 == 0 ? megabyte : ByteBuffer.wrap(megabyte))));
            most = Math.max(most, writer.bufferedBytes());
        }
        assertThat(most).isBetween(RowGroups.MAX_BUFFERED_BYTES, RowGroups.MAX_BUFFERED_BYTES + (80L << 20));
        assertThat(writer.estimatedBytes()).isBetween(100L << 20, 160L << 20);

        DataFile file = writer.finish();

        assertThat(ParquetContent.footer(local(file)).getBlocks()).hasSizeGreaterThan(1);
        assertThat(file.statistics())
                .isEqualTo("{\"numRecords\":150,\"minValues\":{\"n\":0},\"maxValues\":{\"n\":149},"
                        + "\"nullCount\":{\"n\":0,\"blob\":0}}");
        List<Object> numbers = new ArrayList<>();
        AtomicReference<Object> lastBlob = new AtomicReference<>("");
        ParquetContent.forEachRow(local(file), row -> {
            numbers.add(row.get("n"));
            lastBlob.set(row.get("blob"));
        });
        assertThat(numbers).hasSize(150).last().isEqualTo(149);
        assertThat(lastBlob.get()).isEqualTo(java.util.HexFormat.of().formatHex(megabyte));
    }

    @Test
    void estimatesItsSizeBetterOnceAFileIsDone() throws IOException {
        ParquetDataFiles files = files();
        for (int round = 0; round < 2; round++) {
            TestRows shape = TestRows.of(column("a", Primitive.LONG), column("b", Primitive.STRING));
            DataFileWriter writer = files.create(TABLE, shape.schema());
            for (long i = 0; i < 3_000; i++) {
                writer.append(shape.row(List.of(i, "some text " + i % 100)));
            }
            long estimate = writer.estimatedBytes();
            DataFile file = writer.finish();
            if (round == 1) {
                assertThat(estimate).isBetween(file.sizeBytes() * 9 / 10, file.sizeBytes() * 11 / 10);
            }
        }
    }

    @Test
    void abortLeavesNothing() throws IOException {
        TestRows shape = TestRows.of(column("a", Primitive.LONG));
        DataFileWriter begun = files().create(TABLE, shape.schema());
        begun.append(shape.row(List.of(1L)));
        DataFileWriter finished = files().create(TABLE, shape.schema());
        finished.finish();

        begun.abort();
        finished.abort();
        finished.abort();

        assertThat(remaining()).isEmpty();
    }

    @Test
    void deletesAFinishedFileAndDoesNotMindAMissingOne() throws IOException {
        ParquetDataFiles files = files();
        DataFile file =
                files.create(TABLE, TableSchema.of(column("a", Primitive.LONG))).finish();

        files.delete(TABLE, file);
        files.delete(TABLE, file);

        assertThat(remaining()).isEmpty();
    }

    @Test
    void isOfNoUseAfterAnUnfitValue() throws IOException {
        TestRows shape = TestRows.of(column("a", Primitive.LONG), column("b", Primitive.LONG));
        DataFileWriter writer = files().create(TABLE, shape.schema());
        writer.append(shape.row(List.of(1L, 2L)));

        assertThatThrownBy(() -> writer.append(shape.row(List.of(3L, Thread.currentThread()))))
                .isInstanceOf(UnfitValueException.class);
        assertThatIllegalStateException().isThrownBy(() -> writer.append(shape.row(List.of(5L, 6L))));
        assertThatIllegalStateException().isThrownBy(writer::finish).withMessageContaining("can only be aborted");

        writer.abort();
        assertThat(remaining()).isEmpty();
    }

    @Test
    void switchesTheDictionaryOffWhereItGainsNothing() throws IOException {
        ParquetDataFiles files = files();
        TestRows shape = TestRows.of(column("unique", Primitive.LONG), column("s", struct("few", "many")));
        List<List<Boolean>> dictionaries = new ArrayList<>();

        for (int round = 0; round < ColumnEncodings.FIRST_PAUSE_FILES + 2; round++) {
            DataFileWriter writer = files.create(TABLE, shape.schema());
            for (long i = 0; i < 5_000; i++) {
                writer.append(shape.row(
                        List.of(i * 7_919, Map.of("few", "state " + i % 7, "many", "customer number " + i / 2))));
            }
            Path file = local(writer.finish());
            dictionaries.add(ParquetContent.footer(file).getBlocks().get(0).getColumns().stream()
                    .map(chunk -> chunk.hasDictionaryPage())
                    .toList());
        }

        // The longs are given up by Parquet itself at the end of the first page.
        assertThat(dictionaries.get(0)).containsExactly(false, true, true);
        assertThat(dictionaries.subList(1, 9)).containsOnly(List.of(false, true, false));
        assertThat(dictionaries.get(9)).as("tried again").containsExactly(false, true, true);
    }

    private static Struct struct(String... texts) {
        return new Struct(
                Stream.of(texts).map(name -> new Column(name, Primitive.STRING)).toList());
    }

    private ParquetDataFiles files() {
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        return new ParquetDataFiles(hadoop, "file:" + warehouse);
    }

    private Path written(TestRows shape, Object... rows) throws IOException {
        DataFileWriter writer = files().create(TABLE, shape.schema());
        for (Object row : rows) {
            writer.append(shape.row(row));
        }
        return local(writer.finish());
    }

    private Path local(DataFile file) {
        return warehouse.resolve(TABLE.path()).resolve(file.path());
    }

    private List<Path> remaining() {
        try (Stream<Path> all = Files.walk(warehouse)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
