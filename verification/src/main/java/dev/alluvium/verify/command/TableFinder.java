// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import dev.alluvium.verify.VerifyException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the tables that somebody means by a path, a URI or a name below the warehouse. */
final class TableFinder {
    private static final String LOG = "_delta_log";
    private static final String REJECTS = "__rejects";
    private static final int MAX_DEPTH = 4;

    private final Configuration hadoop;
    private final Optional<String> warehouse;

    TableFinder(Configuration hadoop, Optional<String> warehouse) {
        this.hadoop = hadoop;
        this.warehouse = warehouse;
    }

    /** The full path of what was written, whether or not there is anything. */
    String path(String written) {
        if (written.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return written.replaceFirst("/+$", "");
        }
        if (warehouse.isPresent() && !written.startsWith("/") && !written.startsWith(".")) {
            return warehouse.get().replaceFirst("/+$", "") + "/" + written;
        }
        String absolute =
                java.nio.file.Path.of(written).toAbsolutePath().normalize().toString();
        return "file:" + absolute.replaceFirst("/+$", "");
    }

    /**
     * The table of that path, or all tables below it. Tables of rejects come with the tables they belong to.
     *
     * @throws VerifyException if there is none
     */
    List<String> tables(String path) {
        List<String> found = new ArrayList<>();
        try {
            Path root = new Path(path);
            collect(root.getFileSystem(hadoop), root, found, 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new VerifyException(path + " cannot be listed: " + e.getMessage(), e);
        }
        Set<String> all = new HashSet<>(found);
        found.removeIf(table ->
                table.endsWith(REJECTS) && all.contains(table.substring(0, table.length() - REJECTS.length())));
        if (found.isEmpty()) {
            throw new VerifyException("there is no Delta table at " + path + ", nor below it");
        }
        return found.stream().sorted().toList();
    }

    private static void collect(FileSystem files, Path directory, List<String> found, int depth) throws IOException {
        List<FileStatus> below;
        try {
            below = Arrays.asList(files.listStatus(directory));
        } catch (FileNotFoundException e) {
            return;
        }
        if (below.stream().anyMatch(child -> child.getPath().getName().equals(LOG))) {
            found.add(directory.toString());
        } else if (depth < MAX_DEPTH) {
            for (FileStatus child : below) {
                if (child.isDirectory()) {
                    collect(files, child.getPath(), found, depth + 1);
                }
            }
        }
    }
}
