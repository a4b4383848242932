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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
    /** Nothing is old by the clock of the wall: when a version is cleaned up is decided by whoever simulates. */
    private static final long FAR_AWAY_MS = 4_000_000_000_000L;

    private static final Map<String, StorageInMemory> OPEN = new ConcurrentHashMap<>();

    private final String key = UUID.randomUUID().toString();
    private final FakeDeltaLogs stored;
    private final Runnable acting;
    private final Thread opener = Thread.currentThread();
    private final Map<TableName, LogText> texts = new HashMap<>();
    private final Map<TableName, Checkpoints> checkpoints = new ConcurrentHashMap<>();
    /** Whether it is somebody else who asks, whom no fault meets. */
    private boolean quiet;

    /** @param others act before each request, and before the reply to one that writes is heard */
    StorageInMemory(FakeDeltaLogs stored, Runnable others) {
        this.stored = stored;
        this.acting = others;
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

    /** Somebody else asks and writes, whom no fault meets. */
    <T> T quietly(Supplier<T> act) {
        quiet = true;
        try {
            return act.get();
        } finally {
            quiet = false;
        }
    }

    /** Versions before {@code firstKept} are not there any more. */
    void keep(TableName table, long firstKept) {
        checkpointsOf(table).keep(firstKept);
    }

    List<String> read(Path file) throws IOException {
        TableName table = tableOf(file.getParent());
        Matcher name = VERSION_FILE.matcher(file.getName());
        if (!name.matches()) {
            if (Thread.currentThread() == opener) {
                others(); // And no faults: delta-standalone would sleep for seconds before it asks again.
            }
            return new String(checkpointsOf(table).read(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        long newest = newest(table);
        long version = Long.parseLong(name.group(1));
        if (version > newest || version < checkpointsOf(table).firstKept()) {
            throw new FileNotFoundException(file.toString());
        }
        return textOf(table).lines(version);
    }

    /** The bytes of a version or of a checkpoint. */
    byte[] content(Path file) throws IOException {
        if (VERSION_FILE.matcher(file.getName()).matches()) {
            return bytes(read(file));
        }
        TableName table = tableOf(file.getParent());
        newest(table);
        return checkpointsOf(table).read(file);
    }

    /** What is written as a whole, and is no version. */
    void put(Path file, byte[] content) {
        if (!quiet) {
            throw new AssertionError(file + " was written, which is no version of a log");
        }
        checkpointsOf(tableOf(file.getParent())).put(file, content);
    }

    private Checkpoints checkpointsOf(TableName table) {
        return checkpoints.computeIfAbsent(table, name -> new Checkpoints());
    }

    private void others() {
        if (!quiet) {
            acting.run();
        }
    }

    private long newest(TableName table) throws IOException {
        FakeDeltaLog log = stored.log(table);
        if (quiet || Thread.currentThread() != opener) {
            return log.versions().size() - 1L;
        }
        others();
        return log.readNewest();
    }

    /** Put-if-absent. */
    void write(Path file, List<String> lines) throws IOException {
        Matcher name = VERSION_FILE.matcher(file.getName());
        if (!name.matches()) {
            throw new AssertionError(file + " was written, which is no version of a log");
        }
        others();
        long version = Long.parseLong(name.group(1));
        TableName table = tableOf(file.getParent());
        if (version < checkpointsOf(table).firstKept()) {
            throw new AssertionError(file + " was written once more, which was cleaned up: no reader will see it");
        }
        boolean written;
        try {
            written = textOf(table).put(version, lines);
        } finally {
            others();
        }
        if (!written) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    /** The versions in the directory of {@code first} whose names do not come before its own. */
    List<FileStatus> listFrom(Path first) throws IOException {
        TableName table = tableOf(first.getParent());
        long newest = newest(table);
        if (newest < 0) {
            throw new FileNotFoundException(first.getParent().toString());
        }
        List<FileStatus> found = new ArrayList<>(checkpointsOf(table).statuses(first.getParent()));
        for (long version = checkpointsOf(table).firstKept(); version <= newest; version++) {
            String name = String.format(Locale.ROOT, "%020d.json", version);
            found.add(
                    file(new Path(first.getParent(), name), bytes(textOf(table).lines(version)).length));
        }
        found.removeIf(file -> file.getPath().getName().compareTo(first.getName()) < 0);
        found.sort(Comparator.comparing(file -> file.getPath().getName()));
        return found;
    }

    /** Directories there are above versions only, and they hold no files that anybody looks for by a listing. */
    List<FileStatus> directoriesIn(Path directory) {
        others();
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
        if (LOG.matcher(path.getParent().toUri().getPath()).matches()) {
            return file(path, content(path).length);
        }
        others();
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

    static FileStatus file(Path path, long bytes) {
        return new FileStatus(bytes, false, 1, BLOCK_BYTES, FAR_AWAY_MS, path);
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
