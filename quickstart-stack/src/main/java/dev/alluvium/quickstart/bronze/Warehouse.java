// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.bronze;

import dev.alluvium.quickstart.stack.StackException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The directory below which all tables are, on any file system that Hadoop finds a class for. */
public final class Warehouse {
    private static final String LOG = "_delta_log";
    private static final int MAX_DEPTH = 4;

    private final URI uri;
    private final Configuration hadoop;
    private final FileSystem files;

    private Warehouse(URI uri, Configuration hadoop, FileSystem files) {
        this.uri = uri;
        this.hadoop = hadoop;
        this.files = files;
    }

    /**
     * Opens a place, which need not exist yet.
     *
     * @param uri with a scheme
     * @throws StackException if there is no file system for its scheme
     */
    public static Warehouse open(URI uri) {
        Configuration hadoop = new Configuration();
        // Hadoop's own local file system would look for checksum files beside each file.
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        try {
            return new Warehouse(uri, hadoop, FileSystem.newInstance(uri, hadoop));
        } catch (IOException | IllegalArgumentException e) {
            throw new StackException("cannot open the warehouse " + uri + ": " + e.getMessage(), e);
        }
    }

    public URI uri() {
        return uri;
    }

    /**
     * Makes the directory, unless it is there, and tries whether files can be written to it.
     *
     * @throws StackException if there is anything in it already, or if it cannot be written
     */
    public void prepare() {
        Path root = new Path(uri);
        Path probe = new Path(root, "probe-" + UUID.randomUUID());
        try {
            if (!files.mkdirs(root)) {
                throw new IOException("it is no directory, and none can be made there");
            }
            if (files.listStatus(root).length > 0) {
                throw new StackException("the warehouse " + uri + " is not empty, and this run's topics begin anew");
            }
            files.create(probe).close();
            files.delete(probe, false);
        } catch (IOException e) {
            throw new StackException("the warehouse " + uri + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The names of all tables, sorted: paths below the warehouse. */
    public List<String> tables() {
        Set<String> found = new TreeSet<>();
        collectTables(new Path(uri), "", found, 0);
        return List.copyOf(found);
    }

    /** A table's full path. */
    public String path(String table) {
        return uri + "/" + table;
    }

    Configuration hadoop() {
        return hadoop;
    }

    /** The JSON lines of one version of a table's log, or nothing if there is no such version yet. */
    Optional<List<String>> commit(String table, long version) {
        Path file = new Path(path(table) + "/" + LOG + "/" + String.format("%020d.json", version));
        try (InputStream in = files.open(file)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList());
        } catch (FileNotFoundException notYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StackException("could not read " + file, e);
        }
    }

    private void collectTables(Path directory, String prefix, Set<String> found, int depth) {
        List<Path> below = list(directory);
        if (below.stream().anyMatch(child -> child.getName().equals(LOG))) {
            found.add(prefix);
            return;
        }
        if (depth == MAX_DEPTH) {
            return;
        }
        for (Path child : below) {
            String name = prefix.isEmpty() ? child.getName() : prefix + "/" + child.getName();
            collectTables(child, name, found, depth + 1);
        }
    }

    private List<Path> list(Path directory) {
        try {
            List<Path> children = new ArrayList<>();
            for (FileStatus status : files.listStatus(directory)) {
                children.add(status.getPath());
            }
            return children;
        } catch (FileNotFoundException none) {
            return List.of();
        } catch (IOException e) {
            throw new StackException("could not list " + directory, e);
        }
    }
}
