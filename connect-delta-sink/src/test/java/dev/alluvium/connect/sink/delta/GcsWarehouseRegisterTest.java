// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.gcs.GcsEmulator;
import dev.alluvium.connect.sink.write.Register;
import dev.alluvium.connect.sink.write.RegisterContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class GcsWarehouseRegisterTest extends RegisterContract {
    @RegisterExtension
    static final GcsEmulator EMULATOR = new GcsEmulator();

    private GcsTable table;

    @BeforeEach
    void makeBucket() throws Exception {
        table = new GcsTable(EMULATOR, 10);
    }

    @AfterEach
    void close() {
        table.close();
    }

    @Override
    protected Register open() {
        StorageSettings settings = table.settings(LogLibrary.KERNEL);
        return new WarehouseRegister(new HadoopStorage(settings), settings);
    }

    @Test
    void costsOneRequestForEachNote() throws Exception {
        Register register = open();
        register.add("topics/a", "orders-0@0@ff", "{}");
        table.proxy.calls();

        register.add("topics/a", "orders-1@0@ff", "{}");
        register.names("topics/a");

        assertThat(table.proxy.calls())
                .extracting(Object::toString)
                .containsExactly("INSERT orders-1@0@ff if absent", "LIST a/");
    }
}
