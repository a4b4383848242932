// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import io.delta.storage.CloseableIterator;
import io.delta.storage.HadoopFileSystemLogStore;
import io.delta.storage.LineCloseableIterator;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A Delta log on Google Cloud Storage: a version is created by one request, on the condition that there is none. The store
 * that comes with Delta looks first, tells a lost race by a text, lists the whole directory, and needs a thread for each
 * write.
 *
 * <p>Public because Delta makes it by reflection, Kernel even one for each call.
 */
public class GcsLogStore extends HadoopFileSystemLogStore {
    public GcsLogStore(Configuration configuration) {
        super(configuration);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        GcsRequests requests = fileSystem(path, configuration).requests();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        while (actions.hasNext()) {
            lines.writeBytes(actions.next().getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        }
        GcsContent content = new GcsContent(lines.toByteArray(), lines.size());
        String name = GcsFileStatuses.nameOf(path);
        if (overwrite) {
            requests.put(name, content);
        } else {
            requests.add(name, content);
        }
    }

    @Override
    public CloseableIterator<String> read(Path path, Configuration configuration) throws IOException {
        GcsRequests requests = fileSystem(path, configuration).requests();
        return new LineCloseableIterator(new BufferedReader(
                new InputStreamReader(requests.read(GcsFileStatuses.nameOf(path)), StandardCharsets.UTF_8)));
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
        return fileSystem(path, configuration).filesFrom(path).iterator();
    }

    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
        return false;
    }

    private static GcsFileSystem fileSystem(Path path, Configuration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        if (files instanceof GcsFileSystem ours) {
            return ours;
        }
        throw new IOException("the Delta log at " + path + " cannot be reached by "
                + files.getClass().getName()
                + ": remove hadoop.fs." + path.toUri().getScheme() + ".impl, or name the log stores that go with it by "
                + "hadoop.io.delta.kernel.logStore.gs.impl and hadoop.delta.logStore.gs.impl");
    }
}
