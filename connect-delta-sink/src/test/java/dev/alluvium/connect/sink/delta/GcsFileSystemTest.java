// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.LogLibrary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bucket as Hadoop sees it. */
@Timeout(120)
final class GcsFileSystemTest extends InABucket {
    @Test
    void listsNothingOfTheDirectoriesBehind() throws IOException {
        table.writeVersion(0, "{}");
        write(new Path(table.root(), "_delta_log/_sidecars/a.parquet"));
        write(new Path(table.root(), "_delta_log_not/b"));
        write(new Path(table.root(), "part-1"));

        assertThat(versionsFrom(0)).containsExactly("00000000000000000000.json");
        assertThat(versionsFrom(1)).isEmpty();
        assertThat(Arrays.stream(table.files().listStatus(table.root())).map(GcsFileSystemTest::told))
                .containsExactly("_delta_log/", "_delta_log_not/", "part-1");
    }

    @Test
    void knowsADirectoryByWhatIsInIt() throws IOException {
        FileSystem files = table.files();
        assertThat(files.mkdirs(table.root())).isTrue();
        assertThat(files.exists(table.root())).isFalse();
        assertThatThrownBy(() -> files.listStatus(table.root())).isInstanceOf(FileNotFoundException.class);

        write(new Path(table.root(), "part-1"));

        assertThat(files.getFileStatus(table.root()).isDirectory()).isTrue();
        assertThat(files.getFileStatus(new Path(table.root(), "part-1")).isFile())
                .isTrue();
        assertThat(files.listStatus(new Path(table.root(), "part-1"))).hasSize(1);
        assertThat(files.delete(new Path(table.root(), "part-1"), false)).isTrue();
        assertThat(files.delete(new Path(table.root(), "part-1"), false)).isFalse();
        assertThat(files.exists(table.root())).isFalse();
    }

    @Test
    void aFileThatWasAbandonedIsNotThereOnceItIsClosed() throws IOException {
        FSDataOutputStream out = table.files().create(new Path(table.root(), "part-1"), false);
        out.write(1);
        out.abort();
        out.close();

        assertThat(table.proxy.calls()).isEmpty();
    }

    @Test
    void overwritesOnlyWhenToldTo() throws IOException {
        Path file = new Path(table.root(), "part-1");
        write(file);
        FSDataOutputStream second = table.files().create(file, false);
        second.write(9);

        assertThatThrownBy(second::close).isInstanceOf(FileAlreadyExistsException.class);
        try (FSDataOutputStream third = table.files().create(file, true)) {
            third.write(new byte[] {1, 2, 3});
        }
        assertThat(table.files().getFileStatus(file).getLen()).isEqualTo(3);
    }

    /** A worker runs connectors with different accounts: Hadoop's cache would hand one's file system to the other. */
    @Test
    void sharesItsPartsAmongThoseWithTheSameSettingsAlone() throws IOException {
        GcsFileSystem one = (GcsFileSystem) table.files();
        GcsFileSystem same = (GcsFileSystem) table.files();
        StorageSettings settings = table.settings(LogLibrary.KERNEL);
        Map<String, String> other = new HashMap<>(settings.hadoop());
        other.put("fs.gs.project.id", "other");
        GcsFileSystem apart = (GcsFileSystem) table.root()
                .getFileSystem(
                        new HadoopStorage(new StorageSettings(settings.warehouse(), LogLibrary.KERNEL, 10, other))
                                .configuration());

        assertThat(one.requests()).isSameAs(same.requests()).isNotSameAs(apart.requests());
    }

    private List<String> versionsFrom(long version) throws IOException {
        List<String> names = new ArrayList<>();
        new GcsLogStore(table.configuration())
                .listFrom(table.versionFile(version), table.configuration())
                .forEachRemaining(file -> names.add(file.getPath().getName()));
        return names;
    }

    private void write(Path file) throws IOException {
        try (FSDataOutputStream out = table.files().create(file, false)) {
            out.write(1);
        }
    }

    private static String told(FileStatus file) {
        return file.getPath().getName() + (file.isDirectory() ? "/" : "");
    }
}
