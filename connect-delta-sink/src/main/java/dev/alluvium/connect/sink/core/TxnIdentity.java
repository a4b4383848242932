// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/**
 * Names the Delta {@code txn} of each topic-partition (rule 1 of the commit protocol):
 * {@code <delta.txn.app.id>/<topic>@<epoch>/<partition>}.
 *
 * @param prefix the connector's {@code delta.txn.app.id}
 */
public record TxnIdentity(String prefix) {
    public TxnIdentity {
        if (prefix.isBlank()) {
            throw new IllegalArgumentException("delta.txn.app.id must not be blank");
        }
    }

    public String appId(SourcePartition source) {
        return prefix + "/" + source.topic() + "@" + source.epoch() + "/" + source.partition();
    }
}
