// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The checkpoints of one table in memory, and from which version on its log has been kept. */
final class Checkpoints {
    private final Map<String, byte[]> contents = new ConcurrentSkipListMap<>();
    private volatile long firstKept;

    long firstKept() {
        return firstKept;
    }

    void keep(long from) {
        firstKept = Math.max(firstKept, from);
    }

    void put(Path file, byte[] content) {
        contents.put(file.toUri().getPath(), content);
    }

    byte[] read(Path file) throws FileNotFoundException {
        byte[] content = contents.get(file.toUri().getPath());
        if (content == null) {
            throw new FileNotFoundException(file.toString());
        }
        return content;
    }

    /** @param log the directory that they are in */
    List<FileStatus> statuses(Path log) {
        List<FileStatus> statuses = new ArrayList<>();
        contents.forEach((path, content) ->
                statuses.add(StorageInMemory.file(new Path(log, new Path(path).getName()), content.length)));
        return statuses;
    }
}
