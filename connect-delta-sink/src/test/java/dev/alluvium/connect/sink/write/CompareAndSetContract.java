// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TableLogSteps.APPS;
import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.afterConflictAt;
import static dev.alluvium.connect.sink.write.TableLogSteps.at;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.file;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The part of the contract about compare-and-set: rule 3 of the commit protocol. */
public interface CompareAndSetContract extends TableLogHarness {

    @Test
    default void movesTheTxnWithEveryAppend() throws Exception {
        TableLog writer = tableWithSchema();

        assertThat(writer.commit(commit(step("a", NONE, 10)))).isEqualTo(new CommitResult.Committed(1));
        assertThat(writer.commit(commit(step("a", at(10), 25)))).isEqualTo(new CommitResult.Committed(2));
        assertThat(writer.commit(commit(step("a", at(25), 26)))).isEqualTo(new CommitResult.Committed(3));
        assertThat(openRival().load(APPS)).isEqualTo(new TableState(3, SCHEMA, Map.of("a", 26L)));
    }

    @Test
    default void movesSeveralTxnsInOneCommit() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10), step("b", NONE, 0)));

        assertThat(writer.commit(commit(step("a", at(10), 20), step("b", at(0), 7), step("c", NONE, 0))))
                .isEqualTo(new CommitResult.Committed(2));
        assertThat(openRival().load(APPS).txns()).isEqualTo(Map.of("a", 20L, "b", 7L, "c", 0L));
    }

    @Test
    default void commitsWithoutAnyFile() throws Exception {
        TableLog writer = tableWithSchema();

        assertThat(writer.commit(commit(List.of(), step("a", NONE, 10)))).isEqualTo(new CommitResult.Committed(1));
        assertThat(openRival().load(APPS).txns()).isEqualTo(Map.of("a", 10L));
        assertThat(files()).isEmpty();
    }

    @Test
    default void tellsOnlyTheTxnsThatWereAskedFor() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10), step("b", NONE, 20)));

        assertThat(writer.load(Set.of("b", "c")).txns()).isEqualTo(Map.of("b", 20L));
        assertThat(writer.load(Set.of()).txns()).isEmpty();
    }

    @Test
    default void fencesACommitThatExpectsNoTxnWhereThereIsOne() {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10)));

        assertThat(openRival().commit(commit(step("a", NONE, 20))))
                .isEqualTo(new CommitResult.Fenced(1, Map.of("a", 10L)));
    }

    @Test
    default void fencesACommitThatExpectsATxnWhereThereIsNone() {
        TableLog writer = tableWithSchema();

        assertThat(writer.commit(commit(step("a", at(5), 10)))).isEqualTo(new CommitResult.Fenced(0, Map.of()));
    }

    @Test
    default void fencesACommitThatExpectsAnyOtherTxnThanThereIs() {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10)));

        assertThat(writer.commit(commit(step("a", at(9), 20)))).isEqualTo(new CommitResult.Fenced(1, Map.of("a", 10L)));
        assertThat(writer.commit(commit(step("a", at(11), 20))))
                .isEqualTo(new CommitResult.Fenced(1, Map.of("a", 10L)));
    }

    @Test
    default void fencesTheWholeCommitAndTellsEveryTxnOfIt() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10), step("b", NONE, 20)));

        assertThat(openRival().commit(commit(step("a", at(10), 11), step("b", at(19), 21), step("c", NONE, 1))))
                .isEqualTo(new CommitResult.Fenced(1, Map.of("a", 10L, "b", 20L)));
        assertThat(writer.load(APPS)).isEqualTo(new TableState(1, SCHEMA, Map.of("a", 10L, "b", 20L)));
    }

    @Test
    default void fencesAZombieThatHoldsMoreThanTheWinner() throws Exception {
        fencesTheLoser(80, 100);
    }

    @Test
    default void fencesALoserThatHoldsAsMuchAsTheWinner() throws Exception {
        fencesTheLoser(100, 100);
    }

    @Test
    default void fencesALoserThatHoldsLessThanTheWinner() throws Exception {
        fencesTheLoser(180, 150);
    }

    private void fencesTheLoser(long winners, long losers) throws Exception {
        TableLog winner = tableWithSchema();
        winner.commit(commit(step("a", NONE, 50)));
        TableLog loser = openRival();
        loser.load(APPS);
        winner.commit(commit(step("a", at(50), winners)));

        Commit late = commit(List.of(file("late.parquet", 1)), step("a", at(50), losers));
        assertThat(afterConflictAt(2, loser, late)).isEqualTo(new CommitResult.Fenced(2, Map.of("a", winners)));
        assertThat(winner.load(APPS)).isEqualTo(new TableState(2, SCHEMA, Map.of("a", winners)));
        assertThat(files()).noneMatch(file -> file.path().equals("late.parquet"));
    }

    @Test
    default void fencesByTheNewestTxnsEvenIfItReadOlderOnesBefore() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10)));
        TableLog stale = openRival();
        stale.load(APPS);
        writer.commit(commit(step("a", at(10), 20)));

        assertThat(stale.commit(commit(step("a", NONE, 15)))).isEqualTo(new CommitResult.Fenced(2, Map.of("a", 20L)));
    }

    @Test
    default void goesOnFromWhatTheFenceTold() {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10)));
        TableLog fenced = openRival();
        fenced.commit(commit(step("a", NONE, 20)));

        assertThat(fenced.commit(commit(step("a", at(10), 20)))).isEqualTo(new CommitResult.Committed(2));
    }

    @Test
    default void saysConflictAtMostOnceWhenItsSnapshotIsStale() throws Exception {
        TableLog stale = tableWithSchema();
        stale.load(APPS);
        TableLog rival = openRival();
        rival.commit(commit(List.of(file("rival.parquet", 1)), step("b", NONE, 1)));
        rival.commit(commit(step("b", at(1), 2)));

        Commit commit = commit(List.of(file("stale.parquet", 1)), step("a", NONE, 10));
        assertThat(afterConflictAt(1, stale, commit)).isEqualTo(new CommitResult.Committed(3));
        assertThat(stale.load(APPS)).isEqualTo(new TableState(3, SCHEMA, Map.of("a", 10L, "b", 2L)));
        assertThat(files()).extracting(DataFile::path).contains("stale.parquet", "rival.parquet");
    }

    /** Two owners of one partition in turn: the first comes back knowing, by another look, what the second did. */
    @Test
    default void fencesNobodyByAStaleSnapshot() throws Exception {
        TableLog first = tableWithSchema();
        assertThat(first.commit(commit(step("a", NONE, 9)))).isEqualTo(new CommitResult.Committed(1));
        openRival().commit(commit(step("a", at(9), 19)));

        Commit commit = commit(step("a", at(19), 29));
        CommitResult result = first.commit(commit);
        if (result instanceof CommitResult.Conflict) {
            result = first.commit(commit);
        }
        assertThat(result).isEqualTo(new CommitResult.Committed(3));
    }
}
