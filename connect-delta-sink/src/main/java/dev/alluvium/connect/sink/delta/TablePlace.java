// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a new table would lie. No table may lie inside of another: cleaning the outer one (VACUUM) removes every file that
 * it does not know, and so the inner one's.
 */
record TablePlace(Path warehouse, Path root, Configuration configuration) {
    private static final String LOG = "_delta_log";
    /** A table with more versions has rows of somebody, who has looked. */
    private static final long NEW_VERSIONS = 10;

    /** @throws UnsupportedTableException if there is a table around the place or inside of it */
    void requireFree() throws IOException, UnsupportedTableException {
        FileSystem files = root.getFileSystem(configuration);
        for (Path above = root.getParent(); above != null && isBelowWarehouse(above); above = above.getParent()) {
            if (files.exists(new Path(above, LOG))) {
                throw refusal("inside of the table at " + above);
            }
        }
        Optional<Path> inner = tableInside(files);
        if (inner.isPresent()) {
            throw refusal("around the table at " + inner.get());
        }
    }

    /**
     * Two tables that were created at the same moment did not see each other then: so whoever first brings rows into a new
     * table looks again. Both are there by now, or the other one will look later.
     *
     * @param version that the commit is based on
     */
    void requireFreeFor(Commit commit, long version) throws IOException, UnsupportedTableException {
        if (version < NEW_VERSIONS
                && commit.txns().values().stream().allMatch(step -> step.base().isEmpty())) {
            requireFree();
        }
    }

    private boolean isBelowWarehouse(Path above) {
        return above.depth() > warehouse.depth();
    }

    /** Only directories are gone through, and of a place without a table there are few. */
    private Optional<Path> tableInside(FileSystem files) throws IOException {
        Deque<Path> directories = new ArrayDeque<>();
        directories.add(root);
        for (Path directory = directories.poll(); directory != null; directory = directories.poll()) {
            for (FileStatus file : list(files, directory)) {
                String name = file.getPath().getName();
                boolean inside = !directory.equals(root);
                if (file.isDirectory() && inside && name.equals(LOG)) {
                    return Optional.of(directory);
                }
                if (file.isDirectory() && !name.startsWith("_") && !name.startsWith(".")) {
                    directories.add(file.getPath());
                }
            }
        }
        return Optional.empty();
    }

    private static FileStatus[] list(FileSystem files, Path directory) throws IOException {
        try {
            return files.listStatus(directory);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private UnsupportedTableException refusal(String where) {
        return new UnsupportedTableException("a table at " + root + " would lie " + where
                + ", where cleaning one (VACUUM) destroys the other: route the records to another table");
    }
}
