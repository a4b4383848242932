// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.FakeDeltaLog;
import dev.alluvium.connect.sink.write.FakeDeltaLogs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A store of objects in memory that holds nothing but the logs of tables. What is in them, and what happens to requests, is
 * the business of {@link FakeDeltaLog}; this is its text. Hadoop and Delta make their ends of it anew all the time, and find
 * it by a key.
 *
 * <p>delta-standalone reads the versions of a table side by side, in threads of its own: an order that no seed decides. What
 * such a thread reads was listed before, and is read without others acting and without faults.
 */
final class StorageInMemory {
    static final String WAREHOUSE = "sim:///warehouse";

    private static final String KEY = "alluvium.test.storage";
    private static final Pattern LOG = Pattern.compile("/warehouse/(.+)/_delta_log");
    private static final Pattern VERSION_FILE = Pattern.compile("(\\d{20})\\.json");
    private static final long BLOCK_BYTES = 128L << 20;
    private static final Map<String, StorageInMemory> OPEN = new ConcurrentHashMap<>();

    private final String key = UUID.randomUUID().toString();
    private final FakeDeltaLogs stored;
    private final Runnable others;
    private final Thread opener = Thread.currentThread();
    private final Map<TableName, LogText> texts = new HashMap<>();

    /** @param others act before each request, and before the reply to one that writes is heard */
    StorageInMemory(FakeDeltaLogs stored, Runnable others) {
        this.stored = stored;
        this.others = others;
        OPEN.put(key, this);
    }

    /** The storage that {@code configuration} names. */
    static StorageInMemory of(Configuration configuration) {
        return OPEN.get(configuration.get(KEY));
    }

    Map<String, String> hadoop() {
        return Map.of(
                "fs.sim.impl",
                FileSystemInMemory.class.getName(),
                "fs.sim.impl.disable.cache",
                "true",
                "io.delta.kernel.logStore.sim.impl",
                LogStoreInMemory.class.getName(),
                "delta.logStore.sim.impl",
                LogStoreInMemory.class.getName(),
                KEY,
                key);
    }

    void close() {
        OPEN.remove(key);
    }

    synchronized LogText textOf(TableName table) {
        return texts.computeIfAbsent(table, name -> new LogText(stored.log(name)));
    }

    List<String> read(Path file) throws IOException {
        boolean isInOrder = Thread.currentThread() == opener;
        if (isInOrder) {
            others.run();
        }
        Matcher name = VERSION_FILE.matcher(file.getName());
        if (!name.matches()) {
            throw new FileNotFoundException(file.toString());
        }
        TableName table = tableOf(file.getParent());
        FakeDeltaLog log = stored.log(table);
        long newest = isInOrder ? log.readNewest() : log.versions().size() - 1L;
        long version = Long.parseLong(name.group(1));
        if (version > newest) {
            throw new FileNotFoundException(file.toString());
        }
        return textOf(table).lines(version);
    }

    /** Put-if-absent. */
    void write(Path file, List<String> lines) throws IOException {
        Matcher name = VERSION_FILE.matcher(file.getName());
        if (!name.matches()) {
            throw new AssertionError(file + " was written, which is no version of a log");
        }
        others.run();
        boolean written;
        try {
            written = textOf(tableOf(file.getParent())).put(Long.parseLong(name.group(1)), lines);
        } finally {
            others.run();
        }
        if (!written) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    /** The versions in the directory of {@code first} whose names do not come before its own. */
    List<FileStatus> listFrom(Path first) throws IOException {
        others.run();
        TableName table = tableOf(first.getParent());
        long newest = stored.log(table).readNewest();
        if (newest < 0) {
            throw new FileNotFoundException(first.getParent().toString());
        }
        List<FileStatus> found = new ArrayList<>();
        for (long version = 0; version <= newest; version++) {
            String name = String.format(Locale.ROOT, "%020d.json", version);
            if (name.compareTo(first.getName()) >= 0) {
                found.add(file(new Path(first.getParent(), name), textOf(table).lines(version)));
            }
        }
        return found;
    }

    /** Directories there are above versions only, and they hold no files that anybody looks for by a listing. */
    List<FileStatus> directoriesIn(Path directory) {
        others.run();
        List<FileStatus> found = new ArrayList<>();
        for (TableName table : stored.tables()) {
            Path log = new Path(WAREHOUSE + "/" + table.path() + "/_delta_log");
            for (Path inside = log; inside.getParent() != null; inside = inside.getParent()) {
                Path seen = inside;
                if (sameName(inside.getParent(), directory)
                        && found.stream().noneMatch(status -> sameName(status.getPath(), seen))) {
                    found.add(directory(seen));
                }
            }
        }
        return found;
    }

    FileStatus status(Path path) throws IOException {
        if (VERSION_FILE.matcher(path.getName()).matches()) {
            return file(path, read(path));
        }
        others.run();
        for (TableName table : stored.tables()) {
            String log = "/warehouse/" + table.path() + "/_delta_log";
            if ((log + "/").startsWith(path.toUri().getPath() + "/")) {
                return directory(path);
            }
        }
        throw new FileNotFoundException(path.toString());
    }

    static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean sameName(Path one, Path other) {
        return one.toUri().getPath().equals(other.toUri().getPath());
    }

    private static FileStatus file(Path path, List<String> lines) {
        return new FileStatus(bytes(lines).length, false, 1, BLOCK_BYTES, 0, path);
    }

    private static FileStatus directory(Path path) {
        return new FileStatus(0, true, 1, BLOCK_BYTES, 0, path);
    }

    private static TableName tableOf(Path log) {
        Matcher place = LOG.matcher(log.toUri().getPath());
        if (!place.matches()) {
            throw new AssertionError(log + " was asked for, which is no log of a table");
        }
        return new TableName(place.group(1));
    }
}
