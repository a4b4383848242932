// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsEmulator;
import dev.alluvium.connect.sink.gcs.GcsFault;
import dev.alluvium.connect.sink.write.TableLogContract;
import dev.alluvium.connect.sink.write.WriteFault;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a table in a bucket, with faults of the way there. */
@Timeout(120)
abstract class GcsTableContract implements TableLogContract {
    private static final String FOREIGN = "{\"commitInfo\":{\"timestamp\":1795000000000,\"operation\":\"OPTIMIZE\","
            + "\"operationParameters\":{\"predicate\":\"[]\"},\"isBlindAppend\":false}}";

    @RegisterExtension
    static final GcsEmulator EMULATOR = new GcsEmulator();

    GcsTable table;

    @BeforeEach
    void makeTable() throws Exception {
        table = new GcsTable(EMULATOR, CHECKPOINT_INTERVAL_COMMITS);
    }

    @AfterEach
    void closeTable() {
        table.close();
    }

    @Override
    public final void onNextWrite(WriteFault fault) {
        if (fault == WriteFault.FOREIGN_COMMIT) {
            // The next version of a table that has but its first.
            table.proxy.beforeNext(GcsTable.writesAVersion(), () -> table.writeVersion(1, FOREIGN));
            return;
        }
        table.proxy.onNext(GcsTable.writesAVersion(), GcsFault.valueOf(fault.name()));
    }

    @Override
    public final void landInFlight() {
        table.proxy.landInFlight();
    }

    @Override
    public final void failNextRead() {
        table.proxy.onNext(call -> call.kind() == GcsCall.Kind.LIST, GcsFault.UNAVAILABLE);
    }

    @Override
    public final long refuseWriters() throws IOException {
        table.writeVersion(
                1, "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"odd\"]}}");
        return 1;
    }

    @Override
    public final boolean hasCheckpoint(long version) throws IOException {
        String name = String.format(Locale.ROOT, "%020d.checkpoint.parquet", version);
        return table.files().exists(new Path(table.log(), name));
    }

    @Override
    public final void dropVersionsBefore(long version) throws IOException {
        for (long old = 0; old < version; old++) {
            table.files().delete(table.versionFile(old), false);
        }
    }

    @Override
    public final void pass(Duration time) {
        table.clock.move(time);
    }
}
