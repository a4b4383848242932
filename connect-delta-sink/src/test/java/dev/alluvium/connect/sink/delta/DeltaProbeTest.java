// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.WarehouseProbe.Fault;
import dev.alluvium.connect.sink.write.WarehouseProbe.Subject;
import io.delta.storage.LocalLogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a try of the warehouse finds, and that it leaves nothing behind. */
final class DeltaProbeTest {
    private static final List<TableName> TABLES = List.of(new TableName("absent"), new TableName("odd"));
    private static final String STORE = "io.delta.kernel.logStore.file.impl";

    @TempDir
    Path warehouse;

    @ParameterizedTest
    @EnumSource
    void findsNothingWrongWithAWarehouseThatIsNotThereYet(LogLibrary library) throws IOException {
        Path fresh = warehouse.resolve("new/bronze");

        assertThat(look(fresh.toUri().toString(), library, Map.of())).isEmpty();
        assertThat(entries(fresh)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void blamesTheLibraryForATableItCannotWrite(LogLibrary library) throws IOException {
        Path log = Files.createDirectories(warehouse.resolve("odd/_delta_log"));
        Files.writeString(
                log.resolve("00000000000000000000.json"),
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"odd\"]}}\n"
                        + "{\"metaData\":{\"id\":\"m\",\"format\":{\"provider\":\"parquet\",\"options\":{}},"
                        + "\"schemaString\":\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[]}\",\"partitionColumns\":[],"
                        + "\"configuration\":{}}}\n");

        List<Fault> faults = look(warehouse.toUri().toString(), library, Map.of());

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.subject()).isEqualTo(Subject.LOG_LIBRARY);
            assertThat(fault.reason()).startsWith("Table odd: ");
        });
        assertThat(entries(warehouse)).containsExactly("odd");
    }

    @Test
    void blamesTheWarehouseIfItCannotBeWritten() throws IOException {
        Path inTheWay = Files.createFile(warehouse.resolve("file"));

        assertThat(look(inTheWay.resolve("bronze").toUri().toString(), LogLibrary.KERNEL, Map.of()))
                .singleElement()
                .satisfies(fault -> assertThat(fault.subject()).isEqualTo(Subject.WAREHOUSE));
    }

    @Test
    void blamesTheSettingThatStorageSpeaksOf() {
        assertThat(look("nowhere://host/bronze", LogLibrary.KERNEL, Map.of("fs.nowhere.impl", "no.such.FileSystem")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.subject()).isEqualTo(Subject.HADOOP);
                    assertThat(fault.setting()).isEqualTo("fs.nowhere.impl");
                    assertThat(fault.reason()).contains("no.such.FileSystem");
                });
    }

    @ParameterizedTest
    @EnumSource
    void findsOutALogStoreThatWritesOverFiles(LogLibrary library) throws IOException {
        Map<String, String> hadoop =
                Map.of(STORE, Overwriting.class.getName(), "delta.logStore.file.impl", Overwriting.class.getName());

        assertThat(look(warehouse.toUri().toString(), library, hadoop))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("wrote over a file"));
        assertThat(entries(warehouse)).isEmpty();
    }

    @Test
    void repeatsNoValueOfASetting() {
        StorageFaults faults =
                new StorageFaults(Map.of("fs.gs.secret", "abc", "fs.gs.project", "hunter2", "fs.x", "true"));

        Fault fault = faults.of("it failed", new IOException("abc and hunter2, true", new IOException("for hunter2")));

        assertThat(fault.reason()).doesNotContain("abc", "hunter2").contains("true", "[value of fs.gs.secret]");
        assertThat(fault.subject()).isEqualTo(Subject.WAREHOUSE);
    }

    /** Public because Delta makes it by reflection. */
    public static final class Overwriting extends LocalLogStore {
        public Overwriting(Configuration configuration) {
            super(configuration);
        }

        @Override
        public void write(
                org.apache.hadoop.fs.Path path,
                Iterator<String> actions,
                Boolean overwrite,
                Configuration configuration)
                throws IOException {
            try {
                super.write(path, actions, overwrite, configuration);
            } catch (FileAlreadyExistsException e) {
                super.write(path, actions, true, configuration);
            }
        }
    }

    private static List<Fault> look(String warehouse, LogLibrary library, Map<String, String> hadoop) {
        StorageSettings settings = new StorageSettings(warehouse.replaceAll("/$", ""), library, 100, hadoop);
        return new DeltaProbe(settings, "0-test").look(TABLES, () -> true);
    }

    private static List<String> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }
}
