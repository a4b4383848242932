// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import java.io.IOException;
import java.util.List;

/** Both libraries on one table in a bucket. */
final class GcsMixedTableLogTest extends GcsTableContract {

    @Override
    public TableLog open() {
        return table.open(LogLibrary.KERNEL);
    }

    @Override
    public TableLog openRival() {
        return table.open(LogLibrary.STANDALONE);
    }

    @Override
    public List<DataFile> files() throws IOException {
        List<DataFile> files = table.readers().filesByKernel();
        assertThat(table.readers().filesByStandalone()).containsExactlyInAnyOrderElementsOf(files);
        return files;
    }
}
