// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Port: what is still there of one partition. */
interface RecordLog {

    /** The lowest offset that is still there. */
    long start();

    /** The offset of the record that comes next. */
    long end();

    /**
     * Gives the records from {@code from} to {@code to}, as long as {@code taker} takes them.
     *
     * @return whether it took all
     * @throws ReingestException if they cannot be read
     */
    boolean read(long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> taker);
}
