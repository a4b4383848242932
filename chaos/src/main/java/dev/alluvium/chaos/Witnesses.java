// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.proof.PartitionCheck;
import dev.alluvium.quickstart.proof.ProofReport;
import java.util.function.Function;

/**
 * What two who know nothing of each other found in the tables.
 *
 * @param verify compared offsets with Kafka and with the tables' own logs
 * @param count compared offsets with Kafka, texts with those that were sent, and what the events lead to with PostgreSQL
 */
public record Witnesses(VerifyCommand verify, ProofReport count) {

    /** Whether both agree that each record is in one row. */
    public boolean agree() {
        return verify.proven() && count.holds();
    }

    /** Records of Kafka that are in no row. */
    public long lost() {
        return sum(check -> check.missing().size());
    }

    /** Records that are in more rows than one, and rows of no record. */
    public long doubled() {
        return sum(check -> check.doubled().size() + check.unknown().size());
    }

    private long sum(Function<PartitionCheck, Integer> of) {
        return count.partitions().stream().mapToLong(of::apply).sum();
    }
}
