// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.gcs.GcsCall.Kind;
import dev.alluvium.connect.sink.gcs.GcsFault;
import dev.alluvium.connect.sink.write.WarehouseProbe.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a try of a bucket says to an operator. */
@Timeout(120)
final class GcsProbeTest extends InABucket {
    @ParameterizedTest
    @EnumSource
    void findsNothingWrongAndLeavesNothing(LogLibrary library) throws Exception {
        assertThat(look(table.settings(library))).isEmpty();

        assertThat(table.files().exists(new Path(table.settings(library).warehouse())))
                .isFalse();
    }

    @Test
    void saysThatThereIsNoSuchBucket() {
        StorageSettings settings = table.settings(LogLibrary.KERNEL);

        assertThat(look(new StorageSettings("gs://no-such-bucket/lake", LogLibrary.KERNEL, 10, settings.hadoop())))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("gs://no-such-bucket", "404"));
    }

    @Test
    void saysWhichRoleIsMissing() {
        table.proxy.onNext(call -> call.kind() == Kind.INSERT, GcsFault.FORBIDDEN);

        assertThat(look(table.settings(LogLibrary.KERNEL)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("refuses to write", "403", "docs/gcs.md"));
    }

    @Test
    void saysThatTheKeyFileIsNotThereWithoutRepeatingWhereItShouldBe() {
        Map<String, String> hadoop =
                new HashMap<>(table.settings(LogLibrary.KERNEL).hadoop());
        hadoop.remove("fs.gs.auth.type");
        hadoop.put("fs.gs.auth.service.account.json.keyfile", "/no/such/key.json");

        assertThat(look(new StorageSettings(
                        table.settings(LogLibrary.KERNEL).warehouse(), LogLibrary.KERNEL, 10, hadoop)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason())
                        .contains("cannot be reached", "[value of fs.gs.auth.service.account.json.keyfile]"));
    }

    @Test
    void refusesWhatItWouldOtherwisePassOver() {
        Map<String, String> hadoop =
                new HashMap<>(table.settings(LogLibrary.KERNEL).hadoop());
        hadoop.put("fs.gs.client.type", "STORAGE_CLIENT");

        assertThat(look(new StorageSettings(
                        table.settings(LogLibrary.KERNEL).warehouse(), LogLibrary.KERNEL, 10, hadoop)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.setting()).isEqualTo("fs.gs.client.type");
                    assertThat(fault.reason()).contains("not supported");
                });
    }

    private static List<Fault> look(StorageSettings settings) {
        return new DeltaProbe(settings, "0-test").look(List.of(), () -> true);
    }
}
