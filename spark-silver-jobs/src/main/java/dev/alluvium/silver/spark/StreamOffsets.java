// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Where a batch of a stream ends in the versions of its Delta table, as the stream's checkpoint has it.
 *
 * @param checkpoint the directory of the checkpoint
 */
record StreamOffsets(SparkSession spark, String checkpoint) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "reservoirVersion";

    /** The version that the batch ends in, or just before; empty of a batch that is not there. */
    OptionalLong version(long batch) {
        Path file = new Path(checkpoint + "/offsets/" + batch);
        OptionalLong version = OptionalLong.empty();
        if (batch < 0) {
            return version;
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                file.getFileSystem(spark.sessionState().newHadoopConf()).open(file), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode offset = JSON.readTree(line);
                if (offset.has(VERSION)) {
                    version = OptionalLong.of(offset.get(VERSION).asLong());
                }
            }
        } catch (FileNotFoundException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new SilverException("the checkpoint could not be read: " + file + ": " + e.getMessage(), e);
        }
        return version;
    }
}
