// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.write.CommitGroups;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Which tasks of this worker commit together: those of one connector whose settings are the same, which after a change of its
 * configuration are the new ones. Groups last as long as a task holds them. Safe for use by many threads.
 */
final class WorkerGroups {
    private final Map<Object, WeakReference<CommitGroups>> groups = new HashMap<>();

    /** @param key of equal value for tasks that commit together */
    synchronized CommitGroups of(Object key, Supplier<CommitGroups> newGroups) {
        groups.values().removeIf(held -> held.get() == null);
        WeakReference<CommitGroups> held = groups.get(key);
        CommitGroups found = held == null ? null : held.get();
        CommitGroups shared = Objects.requireNonNullElseGet(found, newGroups);
        groups.put(key, new WeakReference<>(shared));
        return shared;
    }
}
