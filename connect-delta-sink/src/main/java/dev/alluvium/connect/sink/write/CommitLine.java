// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the log says of a commit, in one line. */
final class CommitLine {
    private CommitLine() {}

    static String of(TableName table, long version, List<GroupMember> members, long nowMs) {
        return "Table %s: committed version %d: %d rows in %d files of %d tasks, offsets %s, %d ms after the seal"
                .formatted(
                        table,
                        version,
                        members.stream()
                                .mapToLong(member -> member.bundle().rows())
                                .sum(),
                        members.stream()
                                .mapToInt(member -> member.files().size())
                                .sum(),
                        members.stream().map(GroupMember::owner).distinct().count(),
                        offsets(members),
                        nowMs - members.get(0).bundle().sealedAtMs());
    }

    private static Map<SourcePartition, String> offsets(List<GroupMember> members) {
        Map<SourcePartition, TxnStep> steps = new TreeMap<>();
        members.forEach(
                member -> member.bundle().steps().forEach((source, step) -> steps.merge(source, step, TxnStep::then)));
        Map<SourcePartition, String> ranges = new TreeMap<>();
        steps.forEach((source, step) -> ranges.put(source, step.firstOffset() + ".." + step.version()));
        return ranges;
    }
}
