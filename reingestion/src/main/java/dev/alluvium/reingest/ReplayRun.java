// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import dev.alluvium.connect.quality.QualityStop;
import dev.alluvium.connect.quality.Verdict;
import dev.alluvium.connect.sink.Replay;
import dev.alluvium.verify.TableOffsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Goes through the rejects of one topic-partition: what passes the gates now, and is not in the table yet, is written. */
final class ReplayRun {
    private static final int ATTEMPTS = 20;

    private final Replay replay;
    private final TransformChain gates;
    private final RejectedRecords records;
    private final boolean applies;

    /** @param applies whether anything is written at all */
    ReplayRun(Replay replay, TransformChain gates, RejectedRecords records, boolean applies) {
        this.replay = replay;
        this.gates = gates;
        this.records = records;
        this.applies = applies;
    }

    /** What came out, in records. */
    record Count(long rejected, long present, long passed, long stillRejected) {
        Count plus(Count other) {
            return new Count(
                    rejected + other.rejected,
                    present + other.present,
                    passed + other.passed,
                    stillRejected + other.stillRejected);
        }
    }

    /**
     * @param rejects of one topic-partition in one life of its topic
     * @param offsets reads what the table has, when asked; empty if there is no table
     * @throws ReingestException if others write without end
     */
    Count run(List<Rejected> rejects, Supplier<Optional<TableOffsets>> offsets) {
        List<Rejected> sorted = rejects.stream()
                .sorted(Comparator.comparingLong(Rejected::offset))
                .toList();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            replay.look();
            Optional<TableOffsets> has = offsets.get();
            List<Rejected> lacking =
                    sorted.stream().filter(row -> !isPresent(has, row)).toList();
            List<SinkRecord> passed = new ArrayList<>();
            lacking.forEach(row -> passed(row).ifPresent(passed::add));
            if (!applies || passed.isEmpty() || replay.append(passed)) {
                return new Count(
                        sorted.size(), sorted.size() - lacking.size(), passed.size(), lacking.size() - passed.size());
            }
        }
        throw new ReingestException("somebody else replays into the same table all the time: try again later");
    }

    private static boolean isPresent(Optional<TableOffsets> table, Rejected row) {
        return table.isPresent() && table.get().has(row.topic(), row.epoch(), row.partition(), row.offset());
    }

    /** Empty if the gates would not let it into the table today either. */
    private Optional<SinkRecord> passed(Rejected row) {
        try {
            return gates.apply(records.of(row))
                    .filter(record -> Verdict.reject(record.headers()).isEmpty());
        } catch (DataException | QualityStop e) {
            return Optional.empty();
        }
    }
}
