// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import dev.alluvium.connect.sink.Reingestion;
import dev.alluvium.verify.TableOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** One pass over the range: what the table lacks is appended, or only counted. For one use. */
final class Round {
    private static final long COMMIT_BYTES = 128L << 20;

    private final Reingestion table;
    private final RecordChain chain;
    private final TopicPartition partition;
    private final long epoch;
    private final boolean applies;
    private final int commitRecords;
    private final List<SinkRecord> waiting = new ArrayList<>();
    private long waitingBytes;
    private long inKafka;
    private long present;
    private long appended;
    private boolean interrupted;

    /**
     * @param applies whether anything is written at all
     * @param commitRecords after how many records at the latest
     */
    Round(
            Reingestion table,
            RecordChain chain,
            TopicPartition partition,
            long epoch,
            boolean applies,
            int commitRecords) {
        this.table = table;
        this.chain = chain;
        this.partition = partition;
        this.epoch = epoch;
        this.applies = applies;
        this.commitRecords = commitRecords;
    }

    /**
     * What came out.
     *
     * @param appended rows written, or that would be
     * @param elsewhere records that are no rows of this table
     */
    record Count(long inKafka, long present, long appended, long elsewhere) {}

    /**
     * Passes over the range.
     *
     * @param offsets reads what the table has, when asked
     * @return empty if somebody changed the table meanwhile: begin again
     */
    Optional<Count> run(RecordLog kafka, long from, long to, Supplier<TableOffsets> offsets) {
        long covered = table.look().orElse(-1);
        if (to > covered) {
            throw new ReingestException(
                    "the connector has been through " + partition + " up to " + (covered < 0 ? "nothing" : covered)
                            + " in this table, and what comes after that it will bring itself: choose --to accordingly");
        }
        if (to >= kafka.end()) {
            throw new ReingestException(partition + " ends before " + to
                    + ", which the table has been given: it was made " + "again, or it is another cluster's");
        }
        TableOffsets has = offsets.get();
        boolean whole = kafka.read(from, to, record -> take(record, has));
        flush();
        return whole && !interrupted
                ? Optional.of(new Count(inKafka, present, appended, inKafka - present - appended))
                : Optional.empty();
    }

    private boolean take(ConsumerRecord<byte[], byte[]> record, TableOffsets has) {
        inKafka++;
        if (has.has(partition.topic(), epoch, partition.partition(), record.offset())) {
            present++;
            return true;
        }
        chain.record(record).ifPresent(waiting::add);
        waitingBytes += record.serializedKeySize() + record.serializedValueSize();
        if (waiting.size() >= commitRecords || waitingBytes >= COMMIT_BYTES) {
            flush();
        }
        return !interrupted;
    }

    private void flush() {
        if (waiting.isEmpty() || interrupted) {
            return;
        }
        Reingestion.Rows rows = table.rows(waiting);
        waiting.clear();
        waitingBytes = 0;
        if (applies && !table.append(rows)) {
            interrupted = true;
        } else {
            appended += rows.size();
        }
    }
}
