// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.TxnStep;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The {@code txn} versions that a snapshot holds, by appId.
 *
 * @param updatedMs when they were written, of those that say so
 */
record Txns(Map<String, Long> versions, Map<String, Long> updatedMs) {
    static final Txns NONE = new Txns(Map.of());

    Txns {
        versions = Map.copyOf(versions);
        updatedMs = Map.copyOf(updatedMs);
    }

    Txns(Map<String, Long> versions) {
        this(versions, Map.of());
    }

    OptionalLong lastUpdatedMs(String appId) {
        Long at = updatedMs.get(appId);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** Whether each txn is what {@code commit} expects it to be: equal, not merely lower (rule 3 of the commit protocol). */
    boolean admit(Commit commit) {
        return commit.txns().entrySet().stream().allMatch(step -> {
            Long held = versions.get(step.getKey());
            TxnStep expected = step.getValue();
            return held == null
                    ? expected.base().isEmpty()
                    : expected.base().isPresent() && expected.base().getAsLong() == held;
        });
    }

    Txns after(Commit commit) {
        Map<String, Long> moved = new HashMap<>(versions);
        commit.txns().forEach((appId, step) -> moved.put(appId, step.version()));
        Map<String, Long> told = new HashMap<>(updatedMs);
        told.keySet().removeAll(commit.txns().keySet());
        return new Txns(moved, told);
    }

    /** After a version that somebody wrote. */
    Txns after(LogTail version) {
        Map<String, Long> moved = new HashMap<>(versions);
        moved.putAll(version.txns());
        Map<String, Long> told = new HashMap<>(updatedMs);
        told.keySet().removeAll(version.txns().keySet());
        told.putAll(version.updatedMs());
        return new Txns(moved, told);
    }

    /** Those of {@code appIds} that are held. */
    Map<String, Long> of(Set<String> appIds) {
        Map<String, Long> held = new HashMap<>(versions);
        held.keySet().retainAll(appIds);
        return held;
    }
}
