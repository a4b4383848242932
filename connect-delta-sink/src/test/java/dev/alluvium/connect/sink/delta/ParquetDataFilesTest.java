// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.core.TestRows.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.ColumnType.Struct;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;

final class ParquetDataFilesTest extends LocalDataFiles {

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
    void countsWhatAnOpenFileHoldsHoweverFewItsRows() throws IOException {
        TestRows narrow = TestRows.of(column("a", Primitive.INTEGER));
        DataFileWriter small = files().create(TABLE, narrow.schema());
        small.append(narrow.row(List.of(1)));
        // Parquet's own count of it is 48 bytes; a thousand such files hold 85 MB.
        assertThat(small.bufferedBytes()).isBetween(80L << 10, 100L << 10);
        small.abort();
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
}
