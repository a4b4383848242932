// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import dev.alluvium.silver.cdc.Change.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the versions of one row of its changes, which are told in the order of their sequences.
 *
 * <p>Changes that follow each other without a difference in a tracked column are one version. What such a version does not show, and deletes of
 * what was not there, are {@linkplain #unseen() unseen}: whoever tells of the row again, with a late change in between, has to tell them
 * as well. So has whoever begins in the middle: with the version that was there, {@linkplain RowVersion#retold() retold}.
 */
public final class RowHistory {
    private final Set<Integer> tracked;
    private final List<RowVersion> versions = new ArrayList<>();
    private final List<Change> unseen = new ArrayList<>();
    private final Set<String> asUnseen = new HashSet<>();
    private String last = "";
    private boolean isOpen;
    private @Nullable Change latest;

    /** @param tracked the positions of columns of which each difference makes a new version */
    public RowHistory(Set<Integer> tracked) {
        this.tracked = Set.copyOf(tracked);
    }

    /** What the row was, from one change to another. */
    public List<RowVersion> versions() {
        return List.copyOf(versions);
    }

    /** Changes that the versions do not show as they were. */
    public List<Change> unseen() {
        return List.copyOf(unseen);
    }

    /**
     * Tells the next change. One that is told already is passed over.
     *
     * @throws IllegalArgumentException if it is before one that has been told
     */
    public void tell(Change change) {
        int order = change.sequence().compareTo(last);
        if (order < 0) {
            throw new IllegalArgumentException("after " + last + " comes " + change.sequence());
        }
        if (order == 0) {
            return;
        }
        last = change.sequence();
        if (change.isDelete()) {
            end(change);
            latest = change;
        } else {
            latest = next(version(change));
        }
    }

    private void end(Change change) {
        if (isOpen) {
            versions.set(versions.size() - 1, versions.get(versions.size() - 1).endedBy(change));
            isOpen = false;
        } else {
            hide(change);
        }
    }

    /** Gives the change back, as it can be told again. */
    private Change next(RowVersion now) {
        Change change = now.retold();
        if (!isOpen) {
            versions.add(now);
            isOpen = true;
            return change;
        }
        RowVersion before = versions.get(versions.size() - 1);
        if (isSame(before.values(), now.values())) {
            if (latest != null) {
                hide(latest);
            }
            hide(change);
            versions.set(
                    versions.size() - 1, new RowVersion(before.first(), now.values(), now.carried(), Optional.empty()));
        } else {
            versions.set(versions.size() - 1, before.endedBy(change));
            versions.add(now);
        }
        return change;
    }

    private RowVersion version(Change change) {
        Change previous = latest;
        List<@Nullable Object> values = new ArrayList<>(change.values());
        Map<Integer, Origin> carried = new TreeMap<>();
        for (int column : change.missing()) {
            if (change.kind() == Kind.INSERT || previous == null) {
                carried.put(column, change.fills().getOrDefault(column, Origin.UNSEEN));
            } else if (isOpen) {
                RowVersion before = versions.get(versions.size() - 1);
                values.set(column, before.values().get(column));
                carried.put(column, before.carried().getOrDefault(column, new Origin(previous.sequence(), true)));
            } else {
                values.set(column, null);
                carried.put(column, Origin.UNSEEN);
            }
        }
        return new RowVersion(change, values, carried, Optional.empty());
    }

    private void hide(Change change) {
        if (asUnseen.add(change.sequence())) {
            unseen.add(change);
        }
    }

    private boolean isSame(List<@Nullable Object> some, List<@Nullable Object> others) {
        return tracked.stream().allMatch(column -> Objects.deepEquals(some.get(column), others.get(column)));
    }
}
