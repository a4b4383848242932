// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import java.util.List;

/**
 * A mistake that the simulation does not play, for its settings stay the same and nobody replaces its tables; or that it finds
 * in one of some hundred schedules only, on adapters that are slow.
 *
 * @param test the test that must find it, below {@code dev.alluvium.connect.sink}
 */
record NamedMistake(Mistake mistake, String test) {

    static final List<NamedMistake> ALL = List.of(
            new NamedMistake(
                    new Mistake(
                            3,
                            "a version that was written and cleaned up is written once more",
                            "delta/KernelView.java",
                            "askedAt.isAfter(newestAt.plus(FRESH))",
                            "askedAt.equals(Instant.MAX)"),
                    "delta.KernelTableLogTest"),
            new NamedMistake(
                    new Mistake(
                            10,
                            "records are read again under other settings than they were written by",
                            "SettingsWatch.java",
                            "if (offset <= last) {",
                            "if (offset < 0) {"),
                    "RoutingChangeTest"),
            new NamedMistake(
                    new Mistake(
                            10,
                            "it is not noticed that settings have changed",
                            "SettingsWatch.java",
                            "if (!settingsOf(source, notes).identity().equals(fingerprint)) {",
                            "if (settingsOf(source, notes).identity().isEmpty()) {"),
                    "RoutingChangeTest"),
            new NamedMistake(
                    new Mistake(
                            12,
                            "a table that was replaced is written to",
                            "delta/LogVersion.java",
                            "return isReplace || (isOverwrite() && PARTS.stream().noneMatch(this::isGiven));",
                            "return isReplace && isOverwrite();"),
                    "delta.TableWatchTest"),
            new NamedMistake(
                    new Mistake(
                            12,
                            "a table whose txn is gone is read from the start",
                            "write/TableWriter.java",
                            "if (before != null && (txn.isEmpty() || txn.getAsLong() < before)) {",
                            "if (before != null && identity.prefix().isEmpty()) {"),
                    "write.CommitProtocolFenceTest"));

    @Override
    public String toString() {
        return mistake.toString();
    }
}
