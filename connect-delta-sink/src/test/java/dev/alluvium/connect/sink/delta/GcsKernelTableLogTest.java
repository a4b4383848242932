// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import java.io.IOException;
import java.util.List;

final class GcsKernelTableLogTest extends GcsTableContract {

    @Override
    public TableLog open() {
        return table.open(LogLibrary.KERNEL);
    }

    @Override
    public List<DataFile> files() throws IOException {
        return table.readers().filesByKernel();
    }
}
