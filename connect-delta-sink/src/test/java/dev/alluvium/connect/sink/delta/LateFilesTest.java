// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.core.TestRows.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files that are open cost while they hold little, or very much. */
final class LateFilesTest {
    private static final TableName TABLE = new TableName("orders");

    @TempDir
    Path warehouse;

    @Test
    void openFilesAreNotInStorageBeforeTheirFirstRowGroup() throws IOException {
        TestRows shape = TestRows.of(column("a", Primitive.LONG));
        List<DataFileWriter> open = new ArrayList<>();
        for (int file = 0; file < 300; file++) {
            DataFileWriter writer = files().create(TABLE, shape.schema());
            writer.append(shape.row(List.of(1L)));
            open.add(writer);
        }
        assertThat(warehouse.resolve("orders")).doesNotExist();

        DataFile finished = open.remove(0).finish();
        open.forEach(DataFileWriter::abort);

        try (Stream<Path> left = Files.list(warehouse.resolve("orders"))) {
            assertThat(left.map(path -> String.valueOf(path.getFileName()))).containsExactly(finished.path());
        }
        assertThat(ParquetContent.rows(warehouse.resolve("orders").resolve(finished.path())))
                .hasSize(1);
    }

    @Test
    void aFileWithThirtyColumnsAndOneRowClaimsWhatParquetHoldsForIt() throws IOException {
        TestRows shape = TestRows.of(IntStream.range(0, 30)
                .mapToObj(n -> column("c" + n, n % 2 == 0 ? Primitive.LONG : Primitive.STRING))
                .toArray(dev.alluvium.connect.sink.core.Column[]::new));
        DataFileWriter writer = files().create(TABLE, shape.schema());
        writer.append(shape.row(IntStream.range(0, 30)
                .<Object>mapToObj(n -> n % 2 == 0 ? (Object) 1L : "text")
                .toList()));

        // On the heap it is about 650 KB, whatever Parquet says of its own.
        assertThat(writer.bufferedBytes()).isBetween(500_000L, 800_000L);
        writer.abort();
    }

    @Test
    void rowsOfTenMegabytesEndTheirRowGroupAtOnce() throws IOException {
        TestRows shape = TestRows.of(column("blob", Primitive.BINARY));
        byte[] blob = new byte[10_000_000];
        DataFileWriter writer = files().create(TABLE, shape.schema());
        long most = 0;
        for (int n = 0; n < 12; n++) {
            new Random(n).nextBytes(blob);
            Row row = shape.row(List.of(blob));
            writer.append(new Row(row.table(), row.session(), row.offset(), row.shape(), row.content(), blob.length));
            most = Math.max(most, writer.bufferedBytes());
        }

        assertThat(most).isLessThan(RowGroups.MAX_BUFFERED_BYTES + (48L << 20));
        DataFile file = writer.finish();
        assertThat(ParquetContent.footer(warehouse.resolve("orders").resolve(file.path()))
                        .getBlocks())
                .hasSizeGreaterThan(2);
    }

    private ParquetDataFiles files() {
        String uri = warehouse.toUri().toString().replaceAll("/$", "");
        StorageSettings settings = new StorageSettings(uri, LogLibrary.KERNEL, 100, Map.of());
        return new ParquetDataFiles(new HadoopStorage(settings).configuration(), uri);
    }
}
