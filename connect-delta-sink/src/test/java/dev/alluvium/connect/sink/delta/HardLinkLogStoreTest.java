// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.LogLibrary;
import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HardLinkLogStoreTest {
    @TempDir
    java.nio.file.Path directory;

    private final Configuration configuration =
            new HadoopStorage(new StorageSettings("file:/w", LogLibrary.KERNEL, 10, Map.of())).configuration();

    /**
     * Delta's own store for this scheme, HDFSLogStore, fails this: of 1,000 contended versions it let both writers win 2,
     * and left 25 that could not be read.
     */
    @Test
    void letsExactlyOneOfTwoWritersHaveEachVersion() throws Exception {
        int versions = 300;
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<List<Integer>> one = threads.submit(() -> versionsWonBy("one", versions, start));
            Future<List<Integer>> two = threads.submit(() -> versionsWonBy("two", versions, start));

            assertThat(one.get().size() + two.get().size()).isEqualTo(versions);
            for (int version : one.get()) {
                assertThat(lines(version)).containsExactly("one");
            }
            for (int version : two.get()) {
                assertThat(lines(version)).containsExactly("two");
            }
        } finally {
            threads.shutdownNow();
        }
        try (Stream<java.nio.file.Path> files = Files.list(directory)) {
            assertThat(files).hasSize(versions);
        }
    }

    @Test
    void keepsTheFirstOfTwoWithTheSameName() throws IOException {
        store().write(file(7), List.of("a", "ä").iterator(), false, configuration);

        assertThatThrownBy(() -> store().write(file(7), List.of("b").iterator(), false, configuration))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(lines(7)).containsExactly("a", "ä");
    }

    @Test
    void replacesWhatMayBeReplaced() throws IOException {
        store().write(file(7), List.of("a").iterator(), true, configuration);
        store().write(file(7), List.of("b").iterator(), true, configuration);

        assertThat(lines(7)).containsExactly("b");
    }

    @Test
    void listsFromANameOnInOrder() throws IOException {
        for (int version : List.of(3, 1, 2, 10)) {
            store().write(file(version), List.of("x").iterator(), false, configuration);
        }
        Files.createFile(directory.resolve(".draft.tmp"));

        List<FileStatus> found = new ArrayList<>();
        Iterator<FileStatus> listed = store().listFrom(file(2), configuration);
        listed.forEachRemaining(found::add);
        assertThat(found).extracting(FileStatus::getPath).containsExactly(file(2), file(3), file(10));
        assertThat(found).extracting(FileStatus::getLen).containsOnly(2L);
        assertThat(found).noneMatch(FileStatus::isDirectory);
    }

    @Test
    void saysThatThereIsNoDirectoryToList() {
        Path elsewhere = new Path(directory.toUri().toString() + "/none/" + 1);

        assertThatThrownBy(() -> store().listFrom(elsewhere, configuration)).isInstanceOf(FileNotFoundException.class);
    }

    private List<Integer> versionsWonBy(String writer, int versions, CyclicBarrier start)
            throws IOException, InterruptedException, BrokenBarrierException {
        List<Integer> won = new ArrayList<>();
        for (int version = 0; version < versions; version++) {
            start.await();
            try {
                store().write(file(version), List.of(writer).iterator(), false, configuration);
                won.add(version);
            } catch (FileAlreadyExistsException e) {
                assertThat(e.getMessage()).contains(file(version).getName());
            }
        }
        return won;
    }

    private List<String> lines(int version) throws IOException {
        List<String> lines = new ArrayList<>();
        try (CloseableIterator<String> read = store().read(file(version), configuration)) {
            read.forEachRemaining(lines::add);
        }
        return lines;
    }

    /** A new one for each call, as Kernel does. */
    private LogStore store() {
        return new HardLinkLogStore(configuration);
    }

    private Path file(int version) {
        return new Path("file:" + directory, String.format(Locale.ROOT, "%020d.json", version));
    }
}
