// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import java.util.List;

/**
 * A mistake that somebody might make with the protocol, as a change of one place in the source.
 *
 * @param rule the rule of the commit protocol that it breaks (docs/adr/0002-commit-protocol.md)
 * @param source below {@code dev/alluvium/connect/sink}, of the sink or of the log in memory
 * @param right what the source says, at one place only
 */
record Mistake(int rule, String name, String source, String right, String wrong) {

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    1,
                    "the txn says one offset more than was taken",
                    "write/Lane.java",
                    "new TxnStep(base, first, taken);",
                    "new TxnStep(base, first, taken + 1);"),
            new Mistake(
                    1,
                    "all partitions of a topic share one txn",
                    "core/TxnIdentity.java",
                    "+ \"/\" + source.partition()",
                    ""),
            new Mistake(
                    2,
                    "the txn of one partition is forgotten",
                    "write/Committer.java",
                    "bundle.steps().forEach((source, step) -> txns.put(settings.txn().appId(source), step));",
                    "bundle.steps().entrySet().stream().limit(1).forEach(e -> txns.put(settings.txn().appId(e.getKey()), e.getValue()));"),
            new Mistake(
                    3,
                    "a commit passes if it takes the table further than it is",
                    "write/FakeTableLog.java",
                    "return step.getValue().base().equals(base == null ? OptionalLong.empty() : OptionalLong.of(base));",
                    "return base == null || base < step.getValue().version();"),
            new Mistake(
                    3,
                    "a commit is fenced by its first txn only",
                    "write/FakeTableLog.java",
                    "return commit.txns().entrySet().stream().allMatch(step -> {",
                    "return commit.txns().entrySet().stream().limit(1).allMatch(step -> {"),
            new Mistake(
                    4,
                    "after an unknown outcome the commit is attempted again without reading back",
                    "write/PendingCommit.java",
                    "        if (isUnresolved()) {\n            ReadBack seen;",
                    "        if (isUnresolved() && nowMs < 0) {\n            ReadBack seen;"),
            new Mistake(
                    4,
                    "of two requests the first is read back, and its loss taken for that of the second",
                    "write/PendingCommit.java",
                    "unresolved = unknown.version();",
                    "unresolved = isUnresolved() ? Math.min(unresolved, unknown.version()) : unknown.version();"),
            new Mistake(
                    4,
                    "another commit is made while an older request is in flight",
                    "write/TableGroup.java",
                    "        if (!commit.isUnresolved()) {\n            members.takeApart();",
                    "        {\n            members.takeApart();"),
            new Mistake(
                    4,
                    "what is fenced is dropped although an older request may have landed",
                    "write/PendingCommit.java",
                    "return isUnresolved() ? new Step.Again() : new Step.Fenced(fenced);",
                    "unresolved = NONE;\n            return new Step.Fenced(fenced);"),
            new Mistake(
                    4,
                    "files are deleted when the task ends although a request that names them is in flight",
                    "write/GroupMembers.java",
                    "return removeWaiting(member -> member.belongsTo(task));",
                    "takeApart();\n        return removeWaiting(member -> member.belongsTo(task));"),
            new Mistake(
                    4,
                    "files are committed however old they are",
                    "write/PendingCommit.java",
                    "if (nowMs - sealedAtMs > maxFileAgeMs) {",
                    "if (nowMs < 0) {"),
            new Mistake(
                    4,
                    "files are committed once more, however old they are, because the outcome is unknown",
                    "write/PendingCommit.java",
                    "if (nowMs - sealedAtMs > maxFileAgeMs) {",
                    "if (!isUnresolved() && nowMs - sealedAtMs > maxFileAgeMs) {"),
            new Mistake(
                    4,
                    "what is too old is dropped although a request may still arrive",
                    "write/PendingCommit.java",
                    "if (isUnresolved() && nowMs - lastAttemptMs <= maxFileAgeMs) {",
                    "if (nowMs < 0) {"),
            new Mistake(
                    5,
                    "only one of the partitions that were fenced is read again",
                    "write/TableWriter.java",
                    "firsts.forEach(needAgain);",
                    "firsts.entrySet().stream().limit(1).forEach(e -> needAgain.accept(e.getKey(), e.getValue()));"),
            new Mistake(
                    5,
                    "rows of the batch in which a partition was fenced still count",
                    "core/ReadingLedger.java",
                    "return reading != null && session.equals(reading.session);\n    }\n\n    /** The row",
                    "return reading != null;\n    }\n\n    /** The row"),
            new Mistake(
                    5,
                    "a table takes again what it has, when another table makes it be read again",
                    "write/Lane.java",
                    "return offset <= taken;",
                    "return offset <= taken && offset != found;"),
            new Mistake(
                    5,
                    "a lower rewind that is needed while another is under way is forgotten",
                    "core/ReadingLedger.java",
                    "reading.furtherTo = Math.min(reading.furtherTo, offset);",
                    "reading.furtherTo = NOWHERE;"),
            new Mistake(
                    6,
                    "offsets are acknowledged before the commit",
                    "DeltaSinkTask.java",
                    "new OffsetAndMetadata(Math.min(pending, position.offset()), epoch)",
                    "new OffsetAndMetadata(position.offset(), epoch)"),
            new Mistake(
                    6,
                    "a range that one table has committed is acknowledged although another has not",
                    "core/PendingOffsets.java",
                    "count == 1 ? null : count - 1",
                    "null"),
            new Mistake(
                    6,
                    "what waits to be encoded is acknowledged",
                    "write/Pipeline.java",
                    "Math.min(pending.lowest(source).orElse(Long.MAX_VALUE), handed.lowest(source));",
                    "pending.lowest(source).orElse(Long.MAX_VALUE);"),
            new Mistake(
                    6,
                    "what is to be read again is acknowledged meanwhile",
                    "write/Readings.java",
                    "now.ifPresent(offset -> pending.add(source, offset));",
                    "now = OptionalLong.empty();"),
            new Mistake(
                    6,
                    "rows that are passed over while their table is kept apart are acknowledged",
                    "write/Encoder.java",
                    "                quarantine.hold(lastName, row.source(), row.offset());\n",
                    ""),
            new Mistake(
                    6,
                    "a table that was kept apart goes on without reading again what it missed",
                    "write/Quarantine.java",
                    "        stall.held.forEach(needAgain);\n",
                    ""),
            new Mistake(
                    7,
                    "a new session begins before Connect has sought",
                    "DeltaSinkTask.java",
                    "        assignment.finishRewinds(with.pipeline::rewound);\n        assignment.beginRewinds(with.pipeline::nextRewind, context::offset);\n",
                    "        assignment.beginRewinds(with.pipeline::nextRewind, context::offset);\n        assignment.finishRewinds(with.pipeline::rewound);\n"),
            new Mistake(
                    7,
                    "a rewind is carried out although its session is over",
                    "Assignment.java",
                    "if (reading != null && rewind.session().equals(reading.session)) {",
                    "if (reading != null) {"),
            new Mistake(
                    7,
                    "partitions that come back from a rebalance stay paused",
                    "DeltaSinkTask.java",
                    "        with.regulator.opened(partitions);\n",
                    ""),
            new Mistake(
                    8,
                    "rows are encoded although it is not known whether their columns were added",
                    "write/SchemaAgreement.java",
                    "throw new IOException(\"it is not known whether the schema change was written\", unknown.cause());",
                    "return reached(change);"),
            new Mistake(
                    8,
                    "a file goes on with the columns it began with",
                    "write/OpenFiles.java",
                    "                schema = reached;\n                rollOver();\n",
                    "                schema = reached;\n"),
            new Mistake(
                    9,
                    "bundles of a group are compared with the table only, not with each other",
                    "write/GroupContent.java",
                    "return before == null || step.getValue().base().equals(OptionalLong.of(before.version()));",
                    "return true;"),
            new Mistake(
                    9,
                    "of several bundles of one partition the first decides on the txn",
                    "write/GroupContent.java",
                    "txns.merge(appId, step, TxnStep::then)",
                    "txns.merge(appId, step, (first, next) -> first)"),
            new Mistake(
                    9,
                    "a group is attempted by two tasks at once",
                    "write/TableGroup.java",
                    "if (driver != null || isIdle()) {",
                    "if (isIdle()) {"),
            new Mistake(
                    9,
                    "a bundle of a group is fenced, and its task is not told",
                    "write/GroupMembers.java",
                    "reasons.forEach((member, reason) -> member.tell(new GroupOutcome.Dropped(reason)));\n",
                    ""),
            new Mistake(
                    3,
                    "the adapter admits a commit whose base the table has passed",
                    "delta/Txns.java",
                    "expected.base().getAsLong() == held",
                    "expected.base().getAsLong() <= held"),
            new Mistake(
                    3,
                    "the adapter follows the versions of others, and not their txns",
                    "delta/Txns.java",
                    "        moved.putAll(version.txns());\n",
                    ""),
            new Mistake(
                    4,
                    "the adapter takes the version of somebody else for ours",
                    "delta/LogDirectory.java",
                    "return ours ? new CommitResult.Committed(version) : new CommitResult.Conflict(version);",
                    "return ours || version >= 0 ? new CommitResult.Committed(version) : new CommitResult.Conflict(version);"),
            new Mistake(
                    11,
                    "a topic that was made again is taken for the one before",
                    "TopicLives.java",
                    "if (known.isOf(log)) {\n            if (log",
                    "if (known.epoch() >= 0) {\n            if (log"),
            new Mistake(
                    11,
                    "the group's offset of an earlier life of a topic is trusted",
                    "TopicLives.java",
                    "log.committed().isEmpty() || log.committedEpoch() == epoch",
                    "epoch >= 0"),
            new Mistake(
                    12,
                    "a table that was restored is written to",
                    "delta/LogVersion.java",
                    "return operation.equals(\"RESTORE\");",
                    "return operation.isEmpty();"));

    /** Where it would be met: a mistake in an adapter on that adapter only. */
    LogKind log() {
        return source.startsWith("delta/") ? LogKind.KERNEL : LogKind.MEMORY;
    }

    @Override
    public String toString() {
        return "rule " + rule + ": " + name;
    }
}
