// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;

final class HadoopStorageTest {

    @Test
    void findsTablesBelowTheWarehouseWithTheirScheme() {
        assertThat(storage("gs://lake/bronze", Map.of()).root(new TableName("shop/orders")))
                .isEqualTo(new Path("gs://lake/bronze/shop/orders"));
        assertThat(storage("gs://lake", Map.of()).root(new TableName("orders")).toString())
                .isEqualTo("gs://lake/orders");
        assertThat(storage("file:///data/lake", Map.of())
                        .root(new TableName("orders"))
                        .toString())
                .isEqualTo("file:/data/lake/orders");
    }

    @Test
    void writesLocalFilesWithoutChecksumFiles() throws IOException {
        Configuration configuration = storage("file:/w", Map.of()).configuration();

        assertThat(new Path("file:/w").getFileSystem(configuration)).isInstanceOf(RawLocalFileSystem.class);
    }

    @Test
    void letsEntriesOfTheUserWin() {
        Configuration configuration = storage(
                        "file:/w", Map.of("delta.logStore.file.impl", "other.Store", "fs.gs.project.id", "p"))
                .configuration();

        assertThat(configuration.get("delta.logStore.file.impl")).isEqualTo("other.Store");
        assertThat(configuration.get("io.delta.kernel.logStore.file.impl")).isEqualTo(HardLinkLogStore.class.getName());
        assertThat(configuration.get("fs.gs.project.id")).isEqualTo("p");
    }

    @Test
    void looksForClassesWhereThePluginIs() {
        assertThat(storage("file:/w", Map.of()).configuration().getClassLoader())
                .isSameAs(HadoopStorage.class.getClassLoader());
    }

    @Test
    void reachesGoogleCloudStorageByOurOwnFileSystemAndLogStore() {
        Configuration configuration = storage("gs://lake", Map.of()).configuration();

        assertThat(configuration.get("fs.gs.impl")).isEqualTo(GcsFileSystem.class.getName());
        assertThat(configuration.get("io.delta.kernel.logStore.gs.impl")).isEqualTo(GcsLogStore.class.getName());
        assertThat(configuration.get("delta.logStore.gs.impl")).isEqualTo(GcsLogStore.class.getName());
        assertThat(configuration.get("fs.gs.auth.type")).isEqualTo("APPLICATION_DEFAULT");
        assertThat(configuration.get("fs.gs.status.parallel.enable")).isEqualTo("false");
    }

    @Test
    void takesAKeyFileForTheWayToAuthenticate() {
        Map<String, String> keyFile = Map.of("fs.gs.auth.service.account.json.keyfile", "/secrets/key.json");

        assertThat(storage("gs://lake", keyFile).configuration().get("fs.gs.auth.type"))
                .isEqualTo("SERVICE_ACCOUNT_JSON_KEYFILE");
        assertThat(storage("gs://lake", Map.of("fs.gs.auth.type", "COMPUTE_ENGINE", "fs.gs.http.read-timeout", "1"))
                        .configuration()
                        .getPropsWithPrefix("fs.gs."))
                .containsEntry("auth.type", "COMPUTE_ENGINE")
                .containsEntry("http.read-timeout", "1");
    }

    @Test
    void heedsWhatTheWorkerSaysAboutItsStore() {
        Configuration worker = new Configuration(false);
        worker.set("fs.gs.storage.root.url", "http://emulator:4443/");
        worker.set("fs.gs.auth.type", "UNAUTHENTICATED");
        worker.set("fs.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem");

        Configuration configuration = storage("gs://lake", Map.of(), worker).configuration();

        assertThat(configuration.getPropsWithPrefix("fs.gs."))
                .containsEntry("storage.root.url", "http://emulator:4443/")
                .containsEntry("auth.type", "UNAUTHENTICATED")
                .as("written for Hadoop's programs: it does not commit as we do")
                .containsEntry("impl", GcsFileSystem.class.getName());
    }

    @Test
    void takesTheConnectorsKeyBeforeTheWayTheWorkerAuthenticates() {
        Configuration worker = new Configuration(false);
        worker.set("fs.gs.auth.type", "COMPUTE_ENGINE");
        Map<String, String> keyFile = Map.of("fs.gs.auth.service.account.json.keyfile", "/secrets/key.json");

        assertThat(storage("gs://lake", keyFile, worker).configuration().get("fs.gs.auth.type"))
                .isEqualTo("SERVICE_ACCOUNT_JSON_KEYFILE");
    }

    private static HadoopStorage storage(String warehouse, Map<String, String> hadoop, Configuration worker) {
        return new HadoopStorage(new StorageSettings(warehouse, LogLibrary.KERNEL, 10, hadoop), worker);
    }

    private static HadoopStorage storage(String warehouse, Map<String, String> hadoop) {
        return new HadoopStorage(new StorageSettings(warehouse, LogLibrary.KERNEL, 10, hadoop));
    }
}
