// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TxnStep;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KernelTableLogTest extends LocalTableContract {

    @Override
    public TableLog open() {
        return table.open(LogLibrary.KERNEL);
    }

    @Override
    public List<DataFile> files() throws IOException {
        return table.filesByKernel();
    }

    @Test
    void tellsWhenATxnWasWritten() throws Exception {
        TableLog writer = open();
        writer.evolve(writer.load(Set.of()), TableSchema.of(new Column("id", Primitive.LONG)));
        long before = System.currentTimeMillis();
        TxnStep step = new TxnStep(OptionalLong.empty(), 0, 7);
        writer.commit(new Commit(UUID.randomUUID(), new TreeMap<>(Map.of("a", step)), List.of(), Map.of()));
        TableLog reader = open();
        reader.load(Set.of("a"));

        assertThat(reader.lastUpdatedMs("a").orElseThrow()).isBetween(before, System.currentTimeMillis());
        assertThat(reader.lastUpdatedMs("b")).isEmpty();
    }
}
