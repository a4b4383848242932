// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TableLogContract;
import dev.alluvium.connect.sink.write.WriteFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class KernelTableLogTest extends TableLogContract {
    @TempDir
    Path warehouse;

    private LocalTable table;

    @BeforeEach
    void makeTable() {
        table = new LocalTable(warehouse, CHECKPOINT_INTERVAL_COMMITS);
    }

    @Override
    protected TableLog open() {
        return table.open(LogLibrary.KERNEL);
    }

    @Override
    protected void onNextWrite(WriteFault fault) {
        table.script.onNextWrite(fault);
    }

    @Override
    protected void landInFlight() throws IOException {
        table.script.landInFlight();
    }

    @Override
    protected void failNextRead() {
        table.script.failNextRead();
    }

    @Override
    protected List<DataFile> files() throws IOException {
        return table.filesByKernel();
    }

    @Override
    protected boolean hasCheckpoint(long version) {
        return table.hasCheckpoint(version);
    }

    @Override
    protected void dropVersionsBefore(long version) throws IOException {
        table.dropVersionsBefore(version);
    }
}
