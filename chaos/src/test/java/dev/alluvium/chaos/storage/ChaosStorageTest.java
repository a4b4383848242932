// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.quickstart.stack.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage fails in just the way it was told to, once, and works otherwise. */
class ChaosStorageTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int DELAY_MS = 150;

    @TempDir
    java.nio.file.Path root;

    private final Configuration configuration = new Configuration(false);
    private final ChaosFileSystem files = new ChaosFileSystem();
    private FaultDirectory faults;
    private Path data;
    private Path version;
    private int planted;

    @BeforeEach
    void open() throws IOException {
        java.nio.file.Path directory = root.resolve("faults");
        faults = new FaultDirectory(directory);
        faults.create();
        configuration.set(Troublemaker.DIRECTORY, directory.toString());
        configuration.set("fs.file.impl", ChaosFileSystem.class.getName());
        files.initialize(URI.create("file:///"), configuration);
        Files.createDirectories(root.resolve("t/_delta_log"));
        data = new Path("file:" + root + "/t/part-1.parquet");
        version = new Path("file:" + root + "/t/_delta_log/00000000000000000000.json");
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    @Test
    void aRefusedRequestDoesNothing() throws IOException {
        upload(100);
        plant(Operation.DELETE, Mishap.REFUSED);

        assertThatThrownBy(() -> files.delete(data, false)).hasMessageContaining("chaos DELETE REFUSED");
        assertThat(files.exists(data)).isTrue();
        assertThat(files.delete(data, false)).isTrue();
    }

    @Test
    void aLostReplyHidesThatAllWasDone() throws IOException {
        plant(Operation.COMMIT, Mishap.REPLY_LOST);

        assertThatThrownBy(() -> commit("ours")).hasMessageContaining("chaos COMMIT REPLY_LOST");
        assertThat(Files.readString(local(version))).isEqualTo("ours\n");
        assertThatThrownBy(() -> commit("theirs")).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aLateCommitLandsAfterItWasGivenUp() {
        plant(Operation.COMMIT, Mishap.LATE);

        assertThatThrownBy(() -> commit("late")).hasMessageContaining("chaos COMMIT LATE");
        Await.until("the commit to land", SOON, () -> outcomes().equals(List.of("landed")));
        assertThat(local(version)).hasContent("late");
    }

    @Test
    void aLateCommitLosesAgainstOneThatCameMeanwhile() throws IOException {
        plant(Operation.COMMIT, Mishap.LATE);

        assertThatThrownBy(() -> commit("late")).hasMessageContaining("chaos COMMIT LATE");
        commit("meanwhile");
        Await.until("the commit to fail", SOON, () -> outcomes().equals(List.of("came too late")));
        assertThat(local(version)).hasContent("meanwhile");
    }

    @Test
    void aHungRequestIsCarriedOutAfterAll() throws IOException {
        plant(Operation.CLOSE, Mishap.HUNG);
        long since = System.nanoTime();

        upload(100);

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(Duration.ofMillis(DELAY_MS));
        assertThat(local(data)).hasSize(100);
    }

    @Test
    void aTornUploadLeavesAPartOfTheFile() throws IOException {
        plant(Operation.WRITE, Mishap.TORN);

        try (FSDataOutputStream out = files.create(data, false)) {
            out.write(new byte[10]);
            assertThatThrownBy(() -> out.write(new byte[90])).hasMessageContaining("chaos WRITE TORN");
        }
        assertThat(local(data)).hasSize(64);
    }

    @Test
    void listingsAndReadsOfALogFailAsWell() throws IOException {
        commit("one");
        plant(Operation.LIST, Mishap.REFUSED);
        assertThatThrownBy(() -> new ChaosLogStore(configuration).listFrom(version, configuration))
                .hasMessageContaining("chaos LIST REFUSED");

        plant(Operation.READ, Mishap.REFUSED);
        assertThatThrownBy(() -> new ChaosLogStore(configuration).read(version, configuration))
                .hasMessageContaining("chaos READ REFUSED");
    }

    @Test
    void nothingFailsWhereNoFaultsAreToBeHad() throws IOException {
        plant(Operation.COMMIT, Mishap.REFUSED);

        new ChaosLogStore(new Configuration(false))
                .write(version, List.of("fine").iterator(), false, new Configuration(false));
        assertThat(local(version)).hasContent("fine");
    }

    private void plant(Operation operation, Mishap mishap) {
        try {
            faults.plant(new StorageFault(++planted, operation, mishap, DELAY_MS));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> outcomes() {
        try {
            return faults.outcomes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void upload(int bytes) throws IOException {
        try (FSDataOutputStream out = files.create(data, false)) {
            out.write(new byte[bytes]);
        }
    }

    private void commit(String line) throws IOException {
        new ChaosLogStore(configuration).write(version, List.of(line).iterator(), false, configuration);
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
