// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.core.TestRows.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsCall.Kind;
import dev.alluvium.connect.sink.gcs.GcsFault;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data files in a bucket: what they cost, how large they may be, and what is left when something goes wrong. */
@Timeout(120)
final class GcsDataFilesTest extends InABucket {
    private static final TestRows SHAPE = TestRows.of(column("n", Primitive.INTEGER), column("blob", Primitive.BINARY));
    private static final int MEGABYTE = 1 << 20;
    /** Of a megabyte each: more than one row group holds. */
    private static final int LARGE_ROWS = 80;

    private static final int PARTS_BYTES = 8 * MEGABYTE;

    @Test
    void aSmallFileIsOneRequest() throws IOException {
        DataFileWriter writer = written(1, 100);
        assertThat(table.proxy.calls()).isEmpty();

        DataFile file = writer.finish();

        assertThat(table.proxy.calls()).singleElement().satisfies(call -> {
            assertThat(call.kind()).isEqualTo(Kind.INSERT);
            assertThat(call.object()).isEqualTo("lake/bronze/orders/" + file.path());
            assertThat(call.detail()).isEqualTo("if absent");
        });
        FileStatus status = table.files().getFileStatus(new Path(table.root(), file.path()));
        assertThat(file.sizeBytes()).isEqualTo(status.getLen());
        assertThat(file.modifiedAtMs()).isEqualTo(status.getModificationTime()).isPositive();
    }

    @Test
    void aLargeFileGoesInPartsOfWhichNoMoreThanOneIsHeld() throws IOException {
        DataFileWriter writer = written(LARGE_ROWS, MEGABYTE);
        long held = writer.bufferedBytes();

        DataFile file = writer.finish();

        assertThat(file.sizeBytes()).isGreaterThan((long) LARGE_ROWS * MEGABYTE);
        assertThat(held).isLessThan(RowGroups.MAX_BUFFERED_BYTES + PARTS_BYTES + 80L * MEGABYTE);
        int parts = (int) (file.sizeBytes() / PARTS_BYTES) + 1;
        assertThat(table.proxy.calls())
                .extracting(GcsCall::kind)
                .hasSize(1 + parts)
                .startsWith(Kind.BEGIN, Kind.PART)
                .containsOnly(Kind.BEGIN, Kind.PART);
        Path path = new Path(table.root(), file.path());
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, table.configuration()))) {
            assertThat(reader.getRecordCount()).isEqualTo(LARGE_ROWS);
            assertThat(reader.getFooter().getBlocks()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void abortLeavesNothingAndAsksForNothingUntilSomethingIsThere() throws IOException {
        DataFileWriter begun = written(1, 100);
        DataFileWriter finished = written(1, 100);
        finished.finish();
        table.proxy.calls();

        begun.abort();
        assertThat(table.proxy.calls()).isEmpty();
        finished.abort();
        assertThat(table.proxy.calls()).extracting(GcsCall::kind).containsExactly(Kind.DELETE);

        assertThat(remaining()).isEmpty();
    }

    @Test
    void abortOfALargeFileCancelsItsUpload() throws IOException {
        DataFileWriter begun = written(LARGE_ROWS, MEGABYTE);
        assertThat(table.proxy.calls()).extracting(GcsCall::kind).contains(Kind.PART);

        begun.abort();

        assertThat(table.proxy.calls()).extracting(GcsCall::kind).containsExactly(Kind.CANCEL);
        assertThat(remaining()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_LOST", "REPLY_LOST", "UNAVAILABLE", "UNAVAILABLE_BUT_DONE", "TOO_MANY_REQUESTS"})
    void aSmallFileIsSentAgainAndIsThereOnce(GcsFault fault) throws Exception {
        table.close();
        table = new GcsTable(EMULATOR, 10, 3);
        table.proxy.onNext(call -> call.kind() == Kind.INSERT, fault);

        DataFile file = written(1, 100).finish();

        assertThat(remaining()).containsExactly(file.path());
        assertThat(file.sizeBytes())
                .isEqualTo(table.files()
                        .getFileStatus(new Path(table.root(), file.path()))
                        .getLen());
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_LOST", "REPLY_LOST", "UNAVAILABLE", "UNAVAILABLE_BUT_DONE", "TOO_MANY_REQUESTS"})
    void aPartIsSentAgainAsFarAsItDidNotArrive(GcsFault fault) throws IOException {
        table.proxy.onNext(call -> call.detail().startsWith("bytes 8388608-"), fault);
        table.proxy.onNext(call -> call.kind() == Kind.PART && !call.detail().endsWith("/*"), fault);

        byte[] sent = upload(20 * MEGABYTE + 7);

        assertThat(table.proxy.calls()).extracting(GcsCall::kind).contains(Kind.PROGRESS);
        assertThat(read(new Path(table.root(), "large"))).isEqualTo(sent);
    }

    @Test
    void afterAPartThatStorageRefusesThereIsNoFileWhoeverClosesIt() throws IOException {
        table.proxy.onNext(call -> call.detail().startsWith("bytes 8388608-"), GcsFault.FORBIDDEN);

        assertThatThrownBy(() -> upload(20 * MEGABYTE))
                .isInstanceOf(StorageRefusedException.class)
                .hasMessageContaining("docs/gcs.md");

        assertThat(remaining()).isEmpty();
    }

    @Test
    void aFileThatCouldNotBeSentIsTakenAwayAgain() throws IOException {
        table.proxy.onNext(call -> call.kind() == Kind.INSERT, GcsFault.REPLY_LOST);
        DataFileWriter writer = written(1, 100);

        assertThatThrownBy(writer::finish).isInstanceOf(IOException.class);
        writer.abort();

        assertThat(remaining()).isEmpty();
    }

    private DataFileWriter written(int rows, int bytes) throws IOException {
        ParquetDataFiles files = new ParquetDataFiles(
                table.configuration(), table.settings(LogLibrary.KERNEL).warehouse());
        DataFileWriter writer = files.create(GcsTable.NAME, SHAPE.schema());
        Random random = new Random(7);
        for (int n = 0; n < rows; n++) {
            byte[] blob = new byte[bytes];
            random.nextBytes(blob);
            writer.append(SHAPE.row(List.of(n, blob)));
        }
        return writer;
    }

    private byte[] upload(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(7).nextBytes(content);
        try (var out = table.files().create(new Path(table.root(), "large"), false)) {
            out.write(content);
        }
        return content;
    }

    private byte[] read(Path path) throws IOException {
        try (var in = table.files().open(path)) {
            return in.readAllBytes();
        }
    }

    private List<String> remaining() throws IOException {
        try {
            return Arrays.stream(table.files().listStatus(table.root()))
                    .map(file -> file.getPath().getName())
                    .toList();
        } catch (java.io.FileNotFoundException e) {
            return List.of();
        }
    }
}
