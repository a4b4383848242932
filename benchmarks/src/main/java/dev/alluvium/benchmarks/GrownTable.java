// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A table whose log is written by hand, as nobody waits for a hundred thousand commits. Its files are named, but not there. */
final class GrownTable {
    private static final String PROTOCOL = "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n";
    private static final String METADATA = "{\"metaData\":{\"id\":\"5a1e0b30-0000-0000-0000-000000000001\",\"format\":"
            + "{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":"
            + "[{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"long\\\",\\\"nullable\\\":true,\\\"metadata\\\":{}}]}\","
            + "\"partitionColumns\":[],\"configuration\":{},\"createdTime\":1795000000000}}\n";

    private final Path log;
    private long versions;
    private long files;

    GrownTable(Path root) throws IOException {
        log = Files.createDirectories(root.resolve("_delta_log"));
        write(PROTOCOL + METADATA);
    }

    long versions() {
        return versions;
    }

    long files() {
        return files;
    }

    /** Others have added so many versions meanwhile. */
    void skip(long count, long filesOfEach) {
        versions += count;
        files += count * filesOfEach;
    }

    void grow(long toVersions, int filesOfEach) throws IOException {
        while (versions < toVersions) {
            StringBuilder text = new StringBuilder(200 + 300 * filesOfEach);
            text.append("{\"commitInfo\":{\"timestamp\":1795000000000,\"operation\":\"STREAMING UPDATE\",")
                    .append("\"operationParameters\":{},\"isBlindAppend\":true}}\n")
                    .append("{\"txn\":{\"appId\":\"grown/topic@0/0\",\"version\":")
                    .append(versions)
                    .append("}}\n");
            for (int file = 0; file < filesOfEach; file++) {
                text.append("{\"add\":{\"path\":\"part-")
                        .append(versions)
                        .append('-')
                        .append(file)
                        .append(
                                ".zstd.parquet\",\"partitionValues\":{},\"size\":1234567,\"modificationTime\":1795000000000,")
                        .append(
                                "\"dataChange\":true,\"stats\":\"{\\\"numRecords\\\":1000,\\\"minValues\\\":{\\\"id\\\":1},")
                        .append("\\\"maxValues\\\":{\\\"id\\\":1000},\\\"nullCount\\\":{\\\"id\\\":0}}\"}}\n");
            }
            write(text.toString());
            files += filesOfEach;
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(
                log.resolve(String.format(Locale.ROOT, "%020d.json", versions++)), text, StandardCharsets.UTF_8);
    }
}
