// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads {@code commitInfo} of every version that is still in the log.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#commit-provenance-information">Delta protocol,
 *     Commit Provenance Information</a>
 */
final class CommitFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("\\d{20}\\.json");
    private static final String COMMIT_INFO = "commitInfo";
    private static final String OFFSETS = "alluvium.offsets";

    private final Configuration hadoop;
    private final Workers workers;
    private final Progress progress;

    CommitFiles(Configuration hadoop, Workers workers, Progress progress) {
        this.hadoop = hadoop;
        this.workers = workers;
        this.progress = progress;
    }

    /** Reads the versions up to {@code last}. */
    History read(String table, long last) {
        History.Gathering history = new History.Gathering();
        Path log = new Path(table, "_delta_log");
        try {
            FileSystem files = log.getFileSystem(hadoop);
            List<Path> commits = Arrays.stream(files.listStatus(log))
                    .map(status -> status.getPath())
                    .filter(path -> NAME.matcher(path.getName()).matches() && version(path) <= last)
                    .sorted()
                    .toList();
            long[] done = {0};
            workers.inOrder(commits.iterator(), path -> entry(files, path), entry -> {
                entry.ifPresent(history::add);
                progress.at("commits of " + table, ++done[0], commits.size());
            });
        } catch (IOException e) {
            throw new VerifyException("the log of " + table + " cannot be read: " + e.getMessage(), e);
        }
        return history.done();
    }

    private static long version(Path path) {
        return Long.parseLong(path.getName().substring(0, path.getName().indexOf('.')));
    }

    /** Empty if the log was cleaned meanwhile. */
    private static Optional<History.Entry> entry(FileSystem files, Path path) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(files.open(path), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // Lines of files are many and long; only one is of interest.
                if (line.regionMatches(0, "{\"" + COMMIT_INFO, 0, COMMIT_INFO.length() + 2)) {
                    return Optional.of(entry(version(path), JSON.readTree(line).path(COMMIT_INFO)));
                }
            }
            return Optional.of(new History.Entry(version(path), "", Map.of()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new VerifyException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static History.Entry entry(long version, JsonNode info) throws JsonProcessingException {
        Map<String, OffsetRange> offsets = new HashMap<>();
        JsonNode parameter = info.path("operationParameters").path(OFFSETS);
        JsonNode ranges = parameter.isTextual() ? JSON.readTree(parameter.asText()) : parameter;
        ranges.properties()
                .forEach(range -> offsets.put(
                        range.getKey(),
                        new OffsetRange(
                                range.getValue().path(0).asLong(),
                                range.getValue().path(1).asLong())));
        return new History.Entry(version, info.path("operation").asText(), offsets);
    }
}
