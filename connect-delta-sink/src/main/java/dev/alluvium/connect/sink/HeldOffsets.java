// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TxnIdentity;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How far the tables have come with a partition, as far as that can be told without its records. */
final class HeldOffsets {
    private final SettingsWatch.TxnReader txns;
    private final TxnIdentity identity;
    private final Function<String, Optional<Set<TableName>>> tables;

    /** @param tables those that all records of a topic go to; empty if that is for each record to say */
    HeldOffsets(SettingsWatch.TxnReader txns, TxnIdentity identity, Function<String, Optional<Set<TableName>>> tables) {
        this.txns = txns;
        this.identity = identity;
        this.tables = tables;
    }

    static HeldOffsets of(Wiring wiring, DeltaSinkConfig config) {
        TableRouter router = new TableRouter(config.routes());
        return new HeldOffsets(
                wiring.txns(config),
                config.settings().txn(),
                // A transform may give the topic another name.
                topic -> config.hasTransforms() ? Optional.empty() : router.always(topic));
    }

    /**
     * What would be skipped if it were read again.
     *
     * @param table where that is so, empty if it may be one of several
     * @param last the offset up to which it is so
     */
    record Held(Optional<TableName> table, long last) {}

    /**
     * What every table of the partition's records has.
     *
     * @return empty if there is a table that would take them, or none that has any
     */
    Optional<Held> of(SourcePartition source) throws IOException {
        String appId = identity.appId(source);
        Optional<Set<TableName>> known = tables.apply(source.topic());
        if (known.isEmpty() || known.get().isEmpty()) {
            // A table that has nothing of this partition was not meant by any record up to there.
            Long highest = txns.highest(Set.of(appId)).get(appId);
            return Optional.ofNullable(highest).map(last -> new Held(Optional.empty(), last));
        }
        Optional<Held> least = Optional.empty();
        for (TableName table : known.get()) {
            Long last = txns.of(table, Set.of(appId)).get(appId);
            if (last == null) {
                return Optional.empty();
            }
            if (least.isEmpty() || last < least.get().last()) {
                least = Optional.of(new Held(Optional.of(table), last));
            }
        }
        return least;
    }
}
