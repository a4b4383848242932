// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.model.StorageObject;
import java.math.BigInteger;
import java.util.Objects;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Objects of one bucket as Hadoop wants to see them, and back. */
record GcsFileStatuses(String bucket) {
    private static final long BLOCK_BYTES = 64L << 20;

    /** The name of the object at {@code path}. */
    static String nameOf(Path path) {
        String absolute = path.toUri().getPath();
        return absolute.startsWith("/") ? absolute.substring(1) : absolute;
    }

    /** What the names of all objects in the directory {@code path} begin with. */
    static String directoryOf(Path path) {
        String name = nameOf(path);
        return name.isEmpty() || name.endsWith("/") ? name : name + "/";
    }

    FileStatus ofObject(StorageObject object) {
        long sizeBytes =
                Objects.requireNonNullElse(object.getSize(), BigInteger.ZERO).longValue();
        long modifiedAtMs =
                object.getUpdated() == null ? 0 : object.getUpdated().getValue();
        return new FileStatus(sizeBytes, false, 1, BLOCK_BYTES, modifiedAtMs, path(object.getName()));
    }

    FileStatus ofDirectory(String prefix) {
        return new FileStatus(0, true, 1, BLOCK_BYTES, 0, path(prefix.substring(0, prefix.length() - 1)));
    }

    private Path path(String name) {
        return new Path("gs", bucket, "/" + name);
    }
}
