// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsCall.Kind;
import dev.alluvium.connect.sink.gcs.GcsFault;
import io.delta.storage.CloseableIterator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Delta log in a bucket. */
@Timeout(120)
final class GcsLogStoreTest extends InABucket {
    private static final int WRITERS = 64;
    private static final int MANY = 1_050;

    @Test
    void listsMoreThanAThousandVersionsFromAnyOn() throws Exception {
        List<Callable<Void>> writes = new ArrayList<>();
        for (long version = 0; version < MANY; version++) {
            long number = version;
            writes.add(() -> {
                table.writeVersion(number, "{}");
                return null;
            });
        }
        together(8, writes);
        table.proxy.calls();

        assertThat(versionsFrom(0)).hasSize(MANY).isSorted();
        assertThat(table.proxy.calls()).extracting(GcsCall::kind).containsExactly(Kind.LIST, Kind.LIST);
        assertThat(versionsFrom(MANY - 3)).hasSize(3);
        assertThat(table.proxy.calls()).extracting(GcsCall::kind).containsExactly(Kind.LIST);
        assertThat(table.files().listStatus(table.log())).hasSize(MANY);
    }

    @Test
    void letsOneOf64WritersInOneJvmCreateEachVersion() throws Exception {
        GcsLogStore store = new GcsLogStore(table.configuration());
        for (long version = 0; version < 5; version++) {
            Path file = table.versionFile(version);
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String content = "{\"writer\":" + writer + "}";
                writers.add(() -> created(store, file, content));
            }
            List<Boolean> created = together(WRITERS, writers);

            assertThat(created).filteredOn(won -> won).hasSize(1);
            assertThat(lines(store, file)).containsExactly("{\"writer\":" + created.indexOf(true) + "}");
        }
    }

    @Test
    void readsAVersionByOneRequestAndSaysAtOnceThatItIsNotThere() throws IOException {
        GcsLogStore store = new GcsLogStore(table.configuration());
        table.writeVersion(0, "{\"a\":\"ä\"}");
        table.proxy.calls();

        assertThat(lines(store, table.versionFile(0))).containsExactly("{\"a\":\"ä\"}");
        assertThatThrownBy(() -> store.read(table.versionFile(1), table.configuration()))
                .isInstanceOf(FileNotFoundException.class);

        assertThat(table.proxy.calls()).extracting(GcsCall::kind).containsExactly(Kind.READ, Kind.READ);
    }

    /** Nobody may find the half of a version, whatever else befalls the thread. */
    @Test
    void writesAVersionAsAWholeInAThreadThatIsInterrupted() throws IOException {
        GcsLogStore store = new GcsLogStore(table.configuration());
        Iterator<String> lines = List.of("{\"one\":1}", "{\"two\":2}").iterator();
        Thread.currentThread().interrupt();

        store.write(table.versionFile(0), lines, false, table.configuration());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines(store, table.versionFile(0))).hasSize(2);
    }

    @Test
    void writesNothingOfAVersionWhoseLinesFail() {
        GcsLogStore store = new GcsLogStore(table.configuration());
        Iterator<String> failing =
                List.of(1, 0).stream().map(n -> "line " + 1 / n).iterator();

        assertThatThrownBy(() -> store.write(table.versionFile(0), failing, false, table.configuration()))
                .isInstanceOf(ArithmeticException.class);

        assertThat(table.proxy.calls()).isEmpty();
    }

    @Test
    void aRefusalSaysWhatToDoAndNothingElseIsTried() {
        table.proxy.onNext(call -> call.kind() == Kind.INSERT, GcsFault.FORBIDDEN);

        assertThatThrownBy(() -> table.writeVersion(0, "{}"))
                .isInstanceOf(StorageRefusedException.class)
                .hasMessageContaining("00000000000000000000.json")
                .hasMessageContaining("403")
                .hasMessageContaining("docs/gcs.md");

        assertThat(table.proxy.calls()).hasSize(1);
    }

    private static boolean created(GcsLogStore store, Path file, String content) throws IOException {
        try {
            store.write(file, List.of(content).iterator(), false, store.initHadoopConf());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static <T> List<T> together(int threads, List<Callable<T>> calls) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    private List<String> lines(GcsLogStore store, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (CloseableIterator<String> read = store.read(file, table.configuration())) {
            read.forEachRemaining(lines::add);
        }
        return lines;
    }

    private List<String> versionsFrom(long version) throws IOException {
        List<String> names = new ArrayList<>();
        new GcsLogStore(table.configuration())
                .listFrom(table.versionFile(version), table.configuration())
                .forEachRemaining(file -> names.add(file.getPath().getName()));
        return names;
    }
}
