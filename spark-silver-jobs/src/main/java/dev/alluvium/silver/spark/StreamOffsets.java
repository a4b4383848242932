// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Where a batch of a stream ends in the versions of its Delta table, as the stream's checkpoint has it.
 *
 * @param checkpoint the directory of the checkpoint
 */
record StreamOffsets(SparkSession spark, String checkpoint) {
    private static final long NONE = -1;
    private static final String VERSION = "reservoirVersion";

    /** The version that the batch ends in, or just before; empty of a batch that is not there. */
    OptionalLong version(long batch) {
        AtomicLong version = new AtomicLong(NONE);
        new JsonLines(spark.sessionState().newHadoopConf()).read(new Path(checkpoint + "/offsets/" + batch), offset -> {
            if (offset.has(VERSION)) {
                version.set(offset.get(VERSION).asLong());
            }
        });
        return version.get() == NONE ? OptionalLong.empty() : OptionalLong.of(version.get());
    }
}
