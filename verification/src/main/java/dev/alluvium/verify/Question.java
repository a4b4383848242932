// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.Set;

/**
 * What is to be proven.
 *
 * @param table its path, with the scheme of its file system; {@code <table>__rejects} is looked at as well if it is there
 * @param elsewhere paths of further tables that records of the same topics may have gone to instead
 * @param topics that are to be compared with Kafka even if the table has nothing of them
 */
public record Question(String table, Set<String> elsewhere, Set<String> topics, Set<VerifyOption> options) {
    static final String REJECTS = "__rejects";

    public Question {
        elsewhere = Set.copyOf(elsewhere);
        topics = Set.copyOf(topics);
        options = Set.copyOf(options);
    }

    /** About one table, with nothing let pass. */
    public static Question of(String table, VerifyOption... options) {
        return new Question(table, Set.of(), Set.of(), Set.of(options));
    }

    boolean has(VerifyOption option) {
        return options.contains(option);
    }

    String rejects() {
        return table + REJECTS;
    }
}
