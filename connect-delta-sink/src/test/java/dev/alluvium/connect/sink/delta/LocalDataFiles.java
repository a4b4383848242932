// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse in a directory, and what was written there. */
abstract class LocalDataFiles {
    static final TableName TABLE = new TableName("shop/orders");

    @TempDir
    Path warehouse;

    final ParquetDataFiles files() {
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        return new ParquetDataFiles(hadoop, "file:" + warehouse);
    }

    final Path written(TestRows shape, Object... rows) throws IOException {
        DataFileWriter writer = files().create(TABLE, shape.schema());
        for (Object row : rows) {
            writer.append(shape.row(row));
        }
        return local(writer.finish());
    }

    final Path local(DataFile file) {
        return warehouse.resolve(TABLE.path()).resolve(file.path());
    }

    final List<Path> remaining() {
        try (Stream<Path> all = Files.walk(warehouse)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
