// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.TableLogContract;
import dev.alluvium.connect.sink.write.WriteFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a table in a directory. */
abstract class LocalTableContract extends TableLogContract {
    @TempDir
    Path warehouse;

    LocalTable table;

    @BeforeEach
    void makeTable() {
        table = new LocalTable(warehouse, CHECKPOINT_INTERVAL_COMMITS);
    }

    @Override
    protected final void onNextWrite(WriteFault fault) {
        table.script.onNextWrite(fault);
    }

    @Override
    protected final void landInFlight() throws IOException {
        table.script.landInFlight();
    }

    @Override
    protected final void failNextRead() {
        table.script.failNextRead();
    }

    @Override
    protected final long refuseWriters() throws IOException {
        Files.writeString(
                table.versionFile(1),
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"odd\"]}}\n");
        return 1;
    }

    @Override
    protected final boolean hasCheckpoint(long version) {
        return table.hasCheckpoint(version);
    }

    @Override
    protected final void dropVersionsBefore(long version) throws IOException {
        table.dropVersionsBefore(version);
    }
}
