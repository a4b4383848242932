// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.TableLogContract;
import dev.alluvium.connect.sink.write.WriteFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a table in a directory. */
@Timeout(60)
abstract class LocalTableContract implements TableLogContract {
    @TempDir
    Path warehouse;

    LocalTable table;

    @BeforeEach
    void makeTable() {
        table = new LocalTable(warehouse, CHECKPOINT_INTERVAL_COMMITS);
    }

    @Override
    public final void onNextWrite(WriteFault fault) {
        table.script.onNextWrite(fault);
    }

    @Override
    public final void landInFlight() throws IOException {
        table.script.landInFlight();
    }

    @Override
    public final void failNextRead() {
        table.script.failNextRead();
    }

    @Override
    public final long refuseWriters() throws IOException {
        Files.writeString(
                table.versionFile(1),
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"odd\"]}}\n");
        return 1;
    }

    @Override
    public final boolean hasCheckpoint(long version) {
        return table.hasCheckpoint(version);
    }

    @Override
    public final void dropVersionsBefore(long version) throws IOException {
        table.dropVersionsBefore(version);
    }
}
