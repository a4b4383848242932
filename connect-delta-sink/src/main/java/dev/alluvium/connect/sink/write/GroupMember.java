// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A bundle that is ready to be committed, together with those of other tasks or alone. */
final class GroupMember {
    private final Bundle bundle;
    private final SortedMap<String, TxnStep> steps;
    private final List<DataFile> files;
    private final BooleanSupplier discarded;
    private final Consumer<CommitterMessage> owner;

    /**
     * @param steps by appId
     * @param files in storage
     * @param discarded whether its task wants it no longer; asked on any thread
     * @param owner the task, which is to hear what becomes of it; told on any thread
     */
    GroupMember(
            Bundle bundle,
            SortedMap<String, TxnStep> steps,
            List<DataFile> files,
            BooleanSupplier discarded,
            Consumer<CommitterMessage> owner) {
        this.bundle = bundle;
        this.steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
        this.files = List.copyOf(files);
        this.discarded = discarded;
        this.owner = owner;
    }

    Bundle bundle() {
        return bundle;
    }

    SortedMap<String, TxnStep> steps() {
        return steps;
    }

    List<DataFile> files() {
        return files;
    }

    Consumer<CommitterMessage> owner() {
        return owner;
    }

    boolean isDiscarded() {
        return discarded.getAsBoolean();
    }

    boolean belongsTo(Consumer<CommitterMessage> task) {
        return owner.equals(task);
    }

    /** Whether {@code later} was built on this one, if that is later: it must not be committed without it. */
    boolean isBaseOf(GroupMember later) {
        return later.belongsTo(owner) && bundle.generation() == later.bundle.generation();
    }

    void tell(GroupOutcome outcome) {
        owner.accept(new CommitterMessage.Settled(bundle, outcome));
    }
}
