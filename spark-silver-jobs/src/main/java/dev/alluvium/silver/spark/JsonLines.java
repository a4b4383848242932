// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Files of which each line is an object of JSON, as Delta's log and the checkpoints of streams have them. */
record JsonLines(Configuration hadoop) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Tells each object of a file; other lines, as the version of a checkpoint's, are passed over. Of a file that is not there, nothing.
     *
     * @throws SilverException if it cannot be read
     */
    void read(Path file, Consumer<JsonNode> reader) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(file.getFileSystem(hadoop).open(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    reader.accept(JSON.readTree(line));
                }
            }
        } catch (FileNotFoundException e) {
            return;
        } catch (IOException e) {
            throw new SilverException(file + " could not be read: " + e.getMessage(), e);
        }
    }
}
