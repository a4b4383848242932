// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Draws the conclusions about one topic-partition. */
final class PartitionCheck {
    private final Question question;
    private final Source source;
    private final TableReading table;
    private final OffsetSet rows;
    /** In the table, or where it says why it is not. */
    private final OffsetSet accounted = new OffsetSet();

    private final List<String> faults = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final OptionalLong txn;
    /** -1 where there is no txn. */
    private final long covered;

    /**
     * @param rejected offsets that the table of rejects has
     * @param elsewhere offsets that further tables have
     */
    PartitionCheck(Question question, Source source, TableReading table, OffsetSet rejected, OffsetSet elsewhere) {
        this.question = question;
        this.source = source;
        this.table = table;
        this.rows = table.offsets(source);
        this.txn = txns().stream().mapToLong(Txn::version).max();
        this.covered = txn.orElse(-1);
        accounted.addAll(rows);
        accounted.addAll(elsewhere);
        accounted.addAll(rejected);
        checkRejected(rejected);
    }

    PartitionVerdict verdict(Optional<PartitionLog> log) {
        SourceRows all = table.rows().getOrDefault(source, new SourceRows());
        Ranges doubled = all.twice().presentIn(0, OffsetSet.NONE - 1);
        fault(doubled, "in more than one row (" + (all.rows() - rows.size()) + " rows too many)");
        checkTxn();
        long first = first();
        Optional<KafkaVerdict> kafka = log.map(has -> compare(has, first));
        // Where Kafka still has its records, it is asked; below that the table stands alone.
        long alone = log.map(has -> Math.min(covered, has.start() - 1)).orElse(covered);
        Ranges gaps = first < 0 ? Ranges.NONE : accounted.absentIn(first, alone);
        if (!gaps.isEmpty() && !question.has(VerifyOption.GAPS_ALLOWED)) {
            doubts.add(
                    source + ": " + gaps.offsets() + " offsets are in no row, and nothing here explains it: " + gaps);
        }
        long absent = first < 0 ? 0 : rows.absentIn(first, covered).offsets();
        long lost = gaps.offsets()
                + kafka.map(verdict -> verdict.missing().offsets()).orElse(0L);
        return new PartitionVerdict(
                source,
                all.rows(),
                first,
                rows.last(),
                txn,
                doubled,
                gaps,
                Math.max(0, absent - lost),
                kafka,
                faults,
                doubts);
    }

    private List<Txn> txns() {
        return table.txns().stream().filter(t -> t.source().equals(source)).toList();
    }

    private long first() {
        long first = accounted.nextPresent(0);
        for (Txn of : txns()) {
            OffsetRange range = table.history().covered().get(of.appId());
            first = range == null ? first : Math.min(first, range.first());
        }
        return first == OffsetSet.NONE ? -1 : first;
    }

    /** What was replayed is in both, and is to be. */
    private void checkRejected(OffsetSet rejected) {
        OffsetSet replayed = table.replayed(source);
        long both = shared(rows, rejected) - shared(replayed, rejected);
        if (both > 0) {
            faults.add(source + ": " + both + " offsets are both in the table and among its rejects");
        }
    }

    private static long shared(OffsetSet one, OffsetSet other) {
        return one.size() + other.size() - union(one, other).size();
    }

    private static OffsetSet union(OffsetSet one, OffsetSet other) {
        OffsetSet both = new OffsetSet();
        both.addAll(one);
        both.addAll(other);
        return both;
    }

    private void checkTxn() {
        // What was replayed is no concern of the connector's txn.
        Ranges above = rows.presentIn(covered + 1, OffsetSet.NONE - 1, table.replayed(source));
        fault(
                above,
                txn.isPresent()
                        ? "in a row but above the table's txn, which is " + covered
                        : "in a row, but the table has no txn for them");
        for (Txn of : txns()) {
            OffsetRange range = table.history().covered().get(of.appId());
            if (range != null && range.last() > of.version()) {
                faults.add(source + ": the txn " + of.appId() + " is " + of.version() + ", but a commit covered "
                        + range.last() + " already");
            }
        }
        long firstCovered = txns().stream()
                .map(of -> table.history().covered().get(of.appId()))
                .mapToLong(range -> range == null ? 0 : range.first())
                .min()
                .orElse(0);
        if (table.history().isWhole() && firstCovered > 0) {
            fault(
                    rows.presentIn(0, firstCovered - 1, table.replayed(source)),
                    "in a row, but the first commit begins at " + firstCovered);
        }
    }

    private KafkaVerdict compare(PartitionLog log, long first) {
        long from =
                question.has(VerifyOption.SINCE_FIRST_ROW) && first >= 0 ? Math.max(first, log.start()) : log.start();
        OffsetSet inKafka = log.offsets();
        Ranges missing = inKafka.presentIn(from, covered, accounted);
        fault(missing, "in Kafka but in no row");
        Ranges unknown = log.compacted()
                ? rows.presentIn(log.end(), OffsetSet.NONE - 1)
                : rows.presentIn(log.start(), OffsetSet.NONE - 1, inKafka);
        fault(
                unknown,
                "in a row but not in Kafka, which has " + log.start() + " to " + (log.end() - 1)
                        + " (was the topic made anew, or is it another cluster's?)");
        long behind = inKafka.presentIn(covered + 1, log.end() - 1).offsets();
        if (behind > 0 && question.has(VerifyOption.COMPLETE)) {
            faults.add(source + ": " + behind + " records are in Kafka that the table does not cover yet");
        }
        return new KafkaVerdict(log.start(), log.end(), inKafka.size(), missing, unknown, behind);
    }

    private void fault(Ranges offsets, String what) {
        if (!offsets.isEmpty()) {
            faults.add(source + ": " + offsets.offsets() + " offsets " + what + ": " + offsets);
        }
    }
}
