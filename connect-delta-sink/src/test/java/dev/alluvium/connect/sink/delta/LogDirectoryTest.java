// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.ReadBack;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogDirectoryTest {
    private static final UUID OURS = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-000000000002");

    @TempDir
    Path warehouse;

    private LocalTable table;
    private LogDirectory directory;

    @BeforeEach
    void makeTable() throws IOException {
        table = new LocalTable(warehouse, 10);
        Files.createDirectories(table.log());
        directory = new LogDirectory(new org.apache.hadoop.fs.Path(table.root().toUri()), table.configuration());
    }

    @Test
    void findsACommitWhateverStandsBeforeItsInfo() throws IOException {
        Files.writeString(table.versionFile(3), "{\"txn\":{\"appId\":\"a\",\"version\":1}}\n" + info(OURS) + "\n");

        assertThat(directory.readBack(OURS, 3)).isEqualTo(new ReadBack.Landed(3));
        assertThat(directory.readBack(OTHER, 3)).isEqualTo(new ReadBack.Lost());
    }

    @Test
    void takesAVersionWithoutInfoForSomebodyElses() throws IOException {
        Files.writeString(table.versionFile(3), "{\"add\":{}}\n");

        assertThat(directory.readBack(OURS, 3)).isEqualTo(new ReadBack.Lost());
    }

    @Test
    void looksAtVersionsOnly() throws IOException {
        Files.writeString(table.log().resolve("00000000000000000004.checkpoint.parquet"), "PAR1");
        Files.writeString(table.log().resolve("00000000000000000004.crc"), "{}");
        Files.writeString(table.log().resolve("_last_checkpoint"), "{\"version\":4,\"size\":9}");

        assertThat(directory.readBack(OURS, 4)).isEqualTo(new ReadBack.Absent());
        assertThat(directory.lastCheckpoint()).isEqualTo(4);
    }

    @Test
    void doesNotGuessAboutAVersionThatWasCleanedUp() throws IOException {
        Files.writeString(table.versionFile(9), info(OTHER) + "\n");

        assertThatThrownBy(() -> directory.readBack(OURS, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3")
                .hasMessageContaining("cleaned up");
    }

    @Test
    void knowsNoCheckpointWhereThereIsNone() throws IOException {
        assertThat(directory.lastCheckpoint()).isZero();
    }

    @Test
    void believesAConflictOnlyIfTheVersionIsSomebodyElses() throws IOException {
        VersionWriteException taken = VersionWriteException.taken(new FileAlreadyExistsException("3"));
        assertThat(directory.settle(OURS, 3, taken)).isInstanceOf(CommitResult.Unknown.class);

        Files.writeString(table.versionFile(3), info(OTHER) + "\n");
        assertThat(directory.settle(OURS, 3, taken)).isEqualTo(new CommitResult.Conflict(3));
        assertThat(directory.settle(OTHER, 3, taken)).isEqualTo(new CommitResult.Committed(3));
    }

    private static String info(UUID id) {
        return "{\"commitInfo\":{\"operation\":\"STREAMING UPDATE\",\"operationParameters\":{\"alluvium.commitId\":\""
                + id + "\"}}}";
    }
}
