// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

/**
 * What the comparison of a topic-partition with Kafka came to.
 *
 * @param start the first offset that Kafka may still have
 * @param end the offset that its next record gets
 * @param records how many it has
 * @param missing covered by the table and in Kafka, but in no row: lost
 * @param unknown in a row, but Kafka never had such a record
 * @param behind how many records the table does not cover yet
 */
public record KafkaVerdict(long start, long end, long records, Ranges missing, Ranges unknown, long behind) {}
