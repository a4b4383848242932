// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

/**
 * What Kafka has of a topic-partition.
 *
 * @param start the first offset that it may still have; below it the log was cut
 * @param end the offset that its next record gets
 * @param offsets of the records that a consumer of committed records reads
 * @param compacted whether the topic's clean-up may take single records out of the middle
 */
record PartitionLog(long start, long end, OffsetSet offsets, boolean compacted) {}
