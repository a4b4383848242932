// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system under its own scheme, whose requests meet faults.
 *
 * <p>Public because Hadoop makes it by reflection.
 */
public final class ChaosFileSystem extends RawLocalFileSystem {
    private static final String LOG = "_delta_log";
    private static final String DATA = ".parquet";

    private Troublemaker trouble = Troublemaker.of(new Configuration(false));

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        super.initialize(uri, configuration);
        trouble = Troublemaker.of(configuration);
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferBytes, short replication, long blockBytes, Progressable progress)
            throws IOException {
        return create(path, () -> super.create(path, overwrite, bufferBytes, replication, blockBytes, progress));
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferBytes,
            short replication,
            long blockBytes,
            Progressable progress)
            throws IOException {
        return create(
                path, () -> super.create(path, permission, overwrite, bufferBytes, replication, blockBytes, progress));
    }

    private FSDataOutputStream create(Path path, Troublemaker.Request<FSDataOutputStream> request) throws IOException {
        if (isInLog(path)) {
            return trouble.send(Operation.CHECKPOINT, path, request);
        }
        return isData(path)
                ? FaultyUpload.over(trouble.send(Operation.CREATE, path, request), path, trouble)
                : request.send();
    }

    @Override
    public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
        return isInLog(path)
                ? trouble.send(Operation.READ, path, () -> super.open(path, bufferBytes))
                : super.open(path, bufferBytes);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return isData(path)
                ? trouble.send(Operation.STATUS, path, () -> super.getFileStatus(path))
                : super.getFileStatus(path);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return trouble.send(Operation.LIST, path, () -> super.listStatus(path));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return isData(path)
                ? trouble.send(Operation.DELETE, path, () -> super.delete(path, recursive))
                : super.delete(path, recursive);
    }

    private static boolean isData(Path path) {
        return !isInLog(path) && path.getName().endsWith(DATA);
    }

    private static boolean isInLog(Path path) {
        return path.getParent() != null && path.getParent().getName().equals(LOG);
    }
}
