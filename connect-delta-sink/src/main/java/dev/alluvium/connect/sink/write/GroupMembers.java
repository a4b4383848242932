// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The bundles of a group: those of the commit that is being made, and those that wait for the next one, in their order. */
final class GroupMembers {
    private final Deque<GroupMember> waiting = new ArrayDeque<>();
    private final List<GroupMember> committing = new ArrayList<>();

    boolean isEmpty() {
        return committing.isEmpty() && waiting.isEmpty();
    }

    /** To be committed after whatever its task offered before. */
    void add(GroupMember member) {
        waiting.add(member);
    }

    /** Takes back what {@code task} has offered and is in no commit. */
    List<GroupMember> withdraw(Consumer<CommitterMessage> task) {
        return removeWaiting(member -> member.belongsTo(task));
    }

    /** The next commit, of what waits, is wanted and follows on each other; it has no members if nothing does. */
    GroupContent compose() {
        removeWaiting(GroupMember::isDiscarded)
                .forEach(member -> member.tell(new GroupOutcome.Dropped("its task discarded it")));
        GroupContent content = GroupContent.of(waiting);
        committing.addAll(content.members());
        waiting.removeAll(committing);
        return content;
    }

    List<GroupMember> committing() {
        return List.copyOf(committing);
    }

    /** The commit has come to an end, this one for all of its members. */
    void end(GroupOutcome outcome) {
        committing.forEach(member -> member.tell(outcome));
        committing.clear();
    }

    /** Those that a table with other txns does not take are dropped; the others wait again. */
    void drop(Map<GroupMember, String> reasons) {
        reasons.forEach((member, reason) -> member.tell(new GroupOutcome.Dropped(reason)));
        committing.removeIf(reasons::containsKey);
        takeApart();
    }

    /** Nothing of the commit is under way: the next one may be another. */
    void takeApart() {
        for (int last = committing.size() - 1; last >= 0; last--) {
            waiting.addFirst(committing.get(last));
        }
        committing.clear();
    }

    /** Nobody can tell what becomes of any of them. */
    void breakUp(Throwable cause) {
        all().forEach(member -> member.tell(new GroupOutcome.Broken(cause)));
        waiting.clear();
        committing.clear();
    }

    /** Tells each task that has one of {@code members} that the table does not answer. */
    static void stall(List<GroupMember> members, StalledTableException cause) {
        Set<Consumer<CommitterMessage>> told = new LinkedHashSet<>();
        members.stream()
                .map(GroupMember::owner)
                .filter(told::add)
                .forEach(owner -> owner.accept(new CommitterMessage.Stalled(cause)));
    }

    List<GroupMember> all() {
        return Stream.concat(committing.stream(), waiting.stream()).toList();
    }

    private List<GroupMember> removeWaiting(Predicate<GroupMember> which) {
        List<GroupMember> removed = waiting.stream().filter(which).toList();
        waiting.removeAll(removed);
        return removed;
    }
}
