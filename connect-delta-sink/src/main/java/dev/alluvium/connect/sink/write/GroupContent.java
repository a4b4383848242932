// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bundles that go into one commit (rule 9 of the commit protocol): each follows on what those before it leave, and each
 * appId has one txn, from the base of the first to the version of the last.
 */
final class GroupContent {
    private final List<GroupMember> members = new ArrayList<>();
    private final SortedMap<String, TxnStep> txns = new TreeMap<>();

    /** Takes of {@code waiting}, in their order, those that follow on each other; what waits for one left out is left out. */
    static GroupContent of(Collection<GroupMember> waiting) {
        GroupContent content = new GroupContent();
        List<GroupMember> leftOut = new ArrayList<>();
        for (GroupMember member : waiting) {
            if (leftOut.stream().noneMatch(earlier -> earlier.isBaseOf(member)) && content.follows(member)) {
                content.add(member);
            } else {
                leftOut.add(member);
            }
        }
        return content;
    }

    private boolean follows(GroupMember member) {
        return member.steps().entrySet().stream().allMatch(step -> {
            TxnStep before = txns.get(step.getKey());
            return before == null || step.getValue().base().equals(OptionalLong.of(before.version()));
        });
    }

    private void add(GroupMember member) {
        members.add(member);
        member.steps().forEach((appId, step) -> txns.merge(appId, step, TxnStep::then));
    }

    List<GroupMember> members() {
        return members;
    }

    SortedMap<String, TxnStep> txns() {
        return txns;
    }

    List<DataFile> files() {
        return members.stream().flatMap(member -> member.files().stream()).toList();
    }

    long oldestSealedAtMs() {
        return members.stream()
                .mapToLong(member -> member.bundle().sealedAtMs())
                .min()
                .orElseThrow();
    }

    /**
     * Those that a table with these txns does not take, each with the reason: those that it has moved on from, and what
     * was built on them, in their order. All of them, if that is none: what fenced them is not among the txns.
     */
    Map<GroupMember, String> fenced(CommitResult.Fenced by) {
        Map<String, Long> reached = new HashMap<>(by.txns());
        Map<GroupMember, String> fenced = new LinkedHashMap<>();
        for (GroupMember member : members) {
            String reason = differences(member, reached);
            if (reason.isEmpty() && fenced.keySet().stream().anyMatch(earlier -> earlier.isBaseOf(member))) {
                reason = " it was built on what is dropped;";
            }
            if (reason.isEmpty()) {
                member.steps().forEach((appId, step) -> reached.put(appId, step.version()));
            } else {
                fenced.put(member, "fenced at version " + by.version() + ":" + reason);
            }
        }
        if (fenced.isEmpty()) {
            members.forEach(
                    member -> fenced.put(member, "the table became another before version " + (by.version() + 1)));
        }
        return fenced;
    }

    private static String differences(GroupMember member, Map<String, Long> txns) {
        StringBuilder text = new StringBuilder();
        member.steps().forEach((appId, step) -> {
            Long found = txns.get(appId);
            OptionalLong actual = found == null ? OptionalLong.empty() : OptionalLong.of(found);
            if (!actual.equals(step.base())) {
                text.append(" txn ").append(appId).append(" is ").append(name(actual));
                text.append(", expected ").append(name(step.base())).append(';');
            }
        });
        return text.toString();
    }

    private static String name(OptionalLong txn) {
        return txn.isPresent() ? String.valueOf(txn.getAsLong()) : "absent";
    }
}
