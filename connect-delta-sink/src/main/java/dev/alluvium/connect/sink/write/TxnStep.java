// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.OptionalLong;

/**
 * What a commit does to one {@code txn}: it moves it from {@code base} to {@code version}.
 *
 * @param base what the table must hold, empty if it must not hold this appId at all
 * @param firstOffset the lowest offset among the commit's rows of that partition: for the record in commitInfo
 * @param version the last offset covered
 */
public record TxnStep(OptionalLong base, long firstOffset, long version) {
    public TxnStep {
        if (base.isPresent() && base.getAsLong() >= version) {
            throw new IllegalArgumentException(
                    "a txn only moves forward, not from " + base.getAsLong() + " to " + version);
        }
    }

    /** This step and the next one as one. */
    TxnStep then(TxnStep next) {
        return new TxnStep(base, firstOffset, next.version);
    }
}
