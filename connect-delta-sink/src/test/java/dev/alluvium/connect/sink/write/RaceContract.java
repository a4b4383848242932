// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TableLogSteps.APPS;
import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.appendMany;
import static dev.alluvium.connect.sink.write.TableLogSteps.at;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.createdBy;
import static dev.alluvium.connect.sink.write.TableLogSteps.file;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static dev.alluvium.connect.sink.write.TableLogSteps.together;
import static dev.alluvium.connect.sink.write.TableLogSteps.untilDecided;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The part of the contract about writers at the same time, each with its thread. */
public interface RaceContract extends TableLogHarness {

    @Test
    default void letsOnlyOneOfManyCreateTheTable() throws Exception {
        List<CommitResult> results = together(List.of(
                () -> createdBy(open()),
                () -> createdBy(openRival()),
                () -> createdBy(open()),
                () -> createdBy(openRival())));

        assertThat(results).filteredOn(CommitResult.Committed.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(CommitResult.Conflict.class::isInstance).hasSize(3);
        assertThat(open().load(APPS).version()).isZero();
    }

    @Test
    default void losesNoCommitWhenTwoWritersOfDifferentPartitionsRace() throws Exception {
        int commits = 15;
        tableWithSchema();
        List<List<Long>> versions =
                together(List.of(() -> appendMany(open(), "a", commits), () -> appendMany(openRival(), "b", commits)));

        List<Long> all = versions.stream().flatMap(List::stream).sorted().toList();
        assertThat(all).hasSize(2 * commits).doesNotHaveDuplicates().endsWith(2L * commits);
        assertThat(openRival().load(APPS))
                .isEqualTo(new TableState(2L * commits, SCHEMA, Map.of("a", commits - 1L, "b", commits - 1L)));
        assertThat(files()).hasSize(2 * commits).doesNotHaveDuplicates();
    }

    @Test
    default void letsExactlyOneOfTwoWritersOfOnePartitionWin() throws Exception {
        TableLog one = tableWithSchema();
        TableLog two = openRival();
        OptionalLong base = NONE;
        for (int round = 0; round < 5; round++) {
            OptionalLong from = base;
            Commit first = commit(List.of(file("one-" + round, 1)), step("a", from, 10L * round + 3));
            Commit second = commit(List.of(file("two-" + round, 1)), step("a", from, 10L * round + 5));
            List<CommitResult> results =
                    together(List.of(() -> untilDecided(one, first), () -> untilDecided(two, second)));

            assertThat(results)
                    .filteredOn(CommitResult.Committed.class::isInstance)
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(CommitResult.Fenced.class::isInstance)
                    .hasSize(1);
            base = at(open().load(APPS).txns().get("a"));
            assertThat(base).isEqualTo(at(10L * round + (results.get(0) instanceof CommitResult.Committed ? 3 : 5)));
        }
        assertThat(files()).hasSize(5);
    }

    @Test
    default void checkpointsBesideCommits() throws Exception {
        TableLog writer = tableWithSchema();
        int commits = 3 * CHECKPOINT_INTERVAL_COMMITS;
        together(List.of(() -> appendMany(writer, "a", commits), () -> {
            List<Long> checkpointed = new ArrayList<>();
            for (int round = 0; round < 5; round++) {
                writer.checkpoint().ifPresent(checkpointed::add);
            }
            return checkpointed;
        }));

        assertThat(openRival().load(APPS)).isEqualTo(new TableState(commits, SCHEMA, Map.of("a", commits - 1L)));
        assertThat(files()).hasSize(commits);
    }
}
