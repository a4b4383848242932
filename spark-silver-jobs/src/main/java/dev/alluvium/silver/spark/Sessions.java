// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The session of a run: what {@code spark-submit} says counts; without it, all processors of this machine. */
public final class Sessions {
    private Sessions() {}

    /** The one of this JVM. */
    public static SparkSession open() {
        SparkConf conf = new SparkConf()
                .setIfMissing("spark.app.name", "alluvium-silver")
                .set("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .set("spark.sql.session.timeZone", "UTC");
        if (!conf.contains("spark.master")) {
            int processors = Runtime.getRuntime().availableProcessors();
            conf.setMaster("local[*]")
                    .setIfMissing("spark.ui.enabled", "false")
                    .setIfMissing("spark.driver.host", "127.0.0.1")
                    .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
                    .setIfMissing("spark.sql.shuffle.partitions", Integer.toString(processors))
                    .setIfMissing("spark.databricks.delta.snapshotPartitions", "2")
                    .setIfMissing("spark.sql.sources.parallelPartitionDiscovery.parallelism", "4");
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
