// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.TableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarehouseTablesTest {
    @TempDir
    Path directory;

    @Test
    void findsTablesAtAnyDepthAndNothingElse() throws Exception {
        for (String path : List.of(
                "orders/_delta_log",
                "shop/eu/clicks/_delta_log",
                "shop/eu/clicks/year=2026/x",
                "orders/part/_delta_log",
                "_alluvium/topics/_delta_log",
                ".hidden/_delta_log",
                "no table/_delta_log",
                "empty/empty")) {
            Files.createDirectories(directory.resolve(path));
        }

        assertThat(tables(directory).tables())
                .containsExactlyInAnyOrder(new TableName("orders"), new TableName("shop/eu/clicks"));
    }

    @Test
    void findsNoneInAWarehouseThatIsNotThereYet() throws Exception {
        assertThat(tables(directory.resolve("none")).tables()).isEmpty();
    }

    private static TableList tables(Path warehouse) {
        String uri = warehouse.toUri().toString().replaceAll("/$", "");
        StorageSettings settings = new StorageSettings(uri, LogLibrary.KERNEL, 10, Map.of());
        return new WarehouseTables(new HadoopStorage(settings), settings);
    }
}
