// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.write.Register;
import dev.alluvium.connect.sink.write.RegisterContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarehouseRegisterTest extends RegisterContract {
    @TempDir
    Path warehouse;

    @Override
    protected Register open() {
        String uri = warehouse.toUri().toString().replaceAll("/$", "");
        StorageSettings settings = new StorageSettings(uri, LogLibrary.KERNEL, 10, Map.of());
        return new WarehouseRegister(new HadoopStorage(settings), settings);
    }

    @Test
    void writesBesideTheTablesWhereNoneCanBe() throws Exception {
        open().add("topics/a", "orders-0@0@ff", "{\"topic\":\"orders\"}");

        assertThat(warehouse.resolve("_alluvium/topics/a/orders-0@0@ff")).hasContent("{\"topic\":\"orders\"}");
    }
}
