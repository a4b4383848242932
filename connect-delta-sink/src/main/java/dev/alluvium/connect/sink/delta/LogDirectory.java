// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.ReadBack;
import io.delta.kernel.defaults.internal.logstore.LogStoreProvider;
import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Reads from a {@code _delta_log} what the libraries do not tell: whose commit a version is. For one thread. */
final class LogDirectory {
    private static final Pattern VERSION_FILE = Pattern.compile("\\d{20}\\.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As many as one follows a log without reading it anew, and some more. */
    private static final int MAX_RECENT = 64;

    private final Path directory;
    private final Configuration configuration;
    /** What was read of late: a version never changes. */
    private final Map<Long, LogVersion> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, LogVersion> eldest) {
            return size() > MAX_RECENT;
        }
    };

    LogDirectory(Path tableRoot, Configuration configuration) {
        this.directory = new Path(tableRoot, "_delta_log");
        this.configuration = configuration;
    }

    /** As {@link dev.alluvium.connect.sink.write.TableLog#readBack} promises. */
    ReadBack readBack(UUID commitId, long fromVersion) throws IOException {
        List<Long> versions = versionsFrom(fromVersion);
        if (versions.isEmpty()) {
            return new ReadBack.Absent();
        }
        for (long version : versions) {
            if (idOf(version).equals(Optional.of(commitId.toString()))) {
                return new ReadBack.Landed(version);
            }
        }
        if (versions.get(0) != fromVersion) {
            throw new IOException(
                    "version " + fromVersion + " of " + directory + " has been cleaned up, so whether commit "
                            + commitId + " stands cannot be read back: look for its files in the table");
        }
        return new ReadBack.Lost();
    }

    /** Tells what {@code failure}, met while writing {@code commitId} as {@code version}, means. */
    CommitResult settle(UUID commitId, long version, VersionWriteException failure) {
        Optional<StorageRefusedException> refused = StorageRefusedException.behind(failure);
        if (refused.isPresent()) {
            return new CommitResult.Unsupported(refused.get().reason());
        }
        if (!failure.isTaken()) {
            return new CommitResult.Unknown(version, failure);
        }
        try {
            boolean ours = idOf(version).equals(Optional.of(commitId.toString()));
            return ours ? new CommitResult.Committed(version) : new CommitResult.Conflict(version);
        } catch (IOException e) {
            e.addSuppressed(failure);
            return new CommitResult.Unknown(version, e);
        }
    }

    /** The version that {@code _last_checkpoint} names, 0 if there is none. */
    long lastCheckpoint() throws IOException {
        try (CloseableIterator<String> lines = store().read(new Path(directory, "_last_checkpoint"), configuration)) {
            return lines.hasNext() ? JSON.readTree(lines.next()).path("version").asLong(0) : 0;
        } catch (FileNotFoundException e) {
            return 0;
        }
    }

    /**
     * The versions from {@code first} on, by one read for each: no listing, which costs with the length of the log.
     *
     * @return {@code most} at most, none if {@code first} is not there yet
     */
    List<LogTail> tail(long first, int most) throws IOException {
        List<LogTail> tail = new ArrayList<>();
        while (tail.size() < most) {
            Optional<LogTail> next = tail(first + tail.size());
            if (next.isEmpty()) {
                break;
            }
            tail.add(next.get());
        }
        return tail;
    }

    private Optional<LogTail> tail(long version) throws IOException {
        LogTail.Reader reader = new LogTail.Reader(version);
        try (CloseableIterator<String> lines = store().read(fileOf(version), configuration)) {
            while (lines.hasNext()) {
                String line = lines.next();
                reader.line(JSON.readTree(line), line.getBytes(StandardCharsets.UTF_8).length);
            }
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
        LogTail read = reader.end();
        recent.put(version, read.version());
        return Optional.of(read);
    }

    /** What a version says of itself, empty if it was cleaned up or is not there yet. */
    Optional<LogVersion> version(long version) throws IOException {
        LogVersion known = recent.get(version);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            return Optional.of(LogVersion.of(version, commitInfo(version)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<String> idOf(long version) throws IOException {
        JsonNode commitInfo = commitInfo(version);
        return commitInfo.isObject()
                ? Optional.of(commitInfo
                        .path("operationParameters")
                        .path(Commit.ID_PARAMETER)
                        .asText(""))
                : Optional.empty();
    }

    private JsonNode commitInfo(long version) throws IOException {
        try (CloseableIterator<String> lines = store().read(fileOf(version), configuration)) {
            while (lines.hasNext()) {
                JsonNode commitInfo = JSON.readTree(lines.next()).path("commitInfo");
                if (commitInfo.isObject()) {
                    return commitInfo;
                }
            }
            return MissingNode.getInstance();
        }
    }

    private List<Long> versionsFrom(long first) throws IOException {
        List<Long> versions = new ArrayList<>();
        try {
            Iterator<FileStatus> files = store().listFrom(fileOf(first), configuration);
            while (files.hasNext()) {
                String name = files.next().getPath().getName();
                if (VERSION_FILE.matcher(name).matches()) {
                    versions.add(Long.parseLong(name.substring(0, name.indexOf('.'))));
                }
            }
            return versions;
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private Path fileOf(long version) {
        return new Path(directory, String.format(Locale.ROOT, "%020d.json", version));
    }

    private LogStore store() {
        return LogStoreProvider.getLogStore(configuration, directory.toUri().getScheme());
    }
}
