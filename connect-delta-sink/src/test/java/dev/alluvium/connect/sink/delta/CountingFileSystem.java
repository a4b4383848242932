// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local file system, which tells the script of a test what is read of a table. Public because Hadoop makes it. */
public final class CountingFileSystem extends RawLocalFileSystem {

    @Override
    public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
        note("open", path);
        return super.open(path, bufferBytes);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        note("list", path);
        return super.listStatus(path);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        note("look at", path);
        return super.getFileStatus(path);
    }

    private void note(String call, Path path) {
        FaultyLogStore.Script script = FaultyLogStore.scriptOf(getConf());
        if (script != null) {
            script.note(call + " " + path.getName());
        }
    }
}
