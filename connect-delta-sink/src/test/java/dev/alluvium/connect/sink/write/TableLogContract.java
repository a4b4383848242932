// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link TableLog} does. One table a test; each instance stands for another process. */
@Timeout(300)
public abstract class TableLogContract {
    protected static final int CHECKPOINT_INTERVAL_COMMITS = 5;
    protected static final OptionalLong NONE = OptionalLong.empty();
    protected static final TableSchema SCHEMA = TableSchema.of(
            new Column("id", Primitive.LONG),
            new Column("amount", new ColumnType.Decimal(18, 2)),
            new Column(
                    "_kafka",
                    new ColumnType.Struct(List.of(
                            new Column("topic", Primitive.STRING),
                            new Column("partition", Primitive.INTEGER),
                            new Column("offset", Primitive.LONG)))));

    private static final Set<String> APPS = Set.of("a", "b", "c");

    /** Another writer onto the test's table, which does not exist at first. */
    protected abstract TableLog open();

    /** The other side of a race. */
    protected TableLog openRival() {
        return open();
    }

    protected abstract void onNextWrite(WriteFault fault);

    /** Lets the request that {@link WriteFault#IN_FLIGHT} held back arrive. */
    protected abstract void landInFlight() throws IOException;

    /** Lets the next look at the log, by whichever writer, end in an {@code IOException}. */
    protected abstract void failNextRead();

    /** The table's files as a reader sees them, in any order. */
    protected abstract List<DataFile> files() throws IOException;

    /**
     * Adds a version after which the table asks its writers for the feature "odd".
     *
     * @return the version
     */
    protected abstract long refuseWriters() throws IOException;

    protected abstract boolean hasCheckpoint(long version) throws IOException;

    /** Removes the versions that a checkpoint at {@code version} makes superfluous. */
    protected abstract void dropVersionsBefore(long version) throws IOException;

    // --- the table and its schema

    @Test
    void readsATableThatIsNotThereAsAbsent() throws Exception {
        assertThat(open().load(APPS)).isEqualTo(new TableState(TableState.ABSENT, TableSchema.EMPTY, Map.of()));
    }

    @Test
    void refusesToCommitToATableThatIsNotThere() {
        assertThat(open().commit(commit(step("a", NONE, 10)))).isInstanceOf(CommitResult.Unsupported.class);
    }

    @Test
    void createsTheTable() throws Exception {
        TableLog writer = open();

        assertThat(writer.evolve(writer.load(APPS), SCHEMA)).isEqualTo(new CommitResult.Committed(0));
        assertThat(writer.load(APPS)).isEqualTo(new TableState(0, SCHEMA, Map.of()));
        assertThat(openRival().load(APPS)).isEqualTo(new TableState(0, SCHEMA, Map.of()));
    }

    @Test
    void saysConflictToTheOneWhoLosesTheRaceToCreate() throws Exception {
        TableLog winner = open();
        TableLog loser = openRival();
        TableState seenByLoser = loser.load(APPS);
        winner.evolve(winner.load(APPS), SCHEMA);

        assertThat(loser.evolve(seenByLoser, TableSchema.of(new Column("other", Primitive.STRING))))
                .isEqualTo(new CommitResult.Conflict(0));
        assertThat(loser.load(APPS).schema()).isEqualTo(SCHEMA);
    }

    @Test
    void letsOnlyOneOfManyCreateTheTable() throws Exception {
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
    void addsColumnsAtTheTopAndInsideStructs() throws Exception {
        TableLog writer = tableWithSchema();

        assertThat(writer.evolve(writer.load(APPS), wider())).isEqualTo(new CommitResult.Committed(1));
        assertThat(writer.load(APPS).schema()).isEqualTo(wider());
        assertThat(openRival().load(APPS).schema()).isEqualTo(wider());
    }

    @Test
    void keepsTxnsAndFilesWhenTheSchemaChanges() throws Exception {
        TableLog writer = tableWithSchema();
        DataFile file = file("part-1.parquet", 3);
        writer.commit(commit(List.of(file), step("a", NONE, 10)));
        writer.evolve(writer.load(APPS), wider());

        assertThat(openRival().load(APPS)).isEqualTo(new TableState(2, wider(), Map.of("a", 10L)));
        assertThat(files()).containsExactly(file);
    }

    @Test
    void stillTakesACommitOfAWriterThatKnowsTheOldSchema() throws Exception {
        TableLog writer = tableWithSchema();
        TableLog old = openRival();
        old.load(APPS);
        writer.evolve(writer.load(APPS), wider());
        Commit commit = commit(step("a", NONE, 10));

        assertThat(afterConflictAt(1, old, commit)).isEqualTo(new CommitResult.Committed(2));
        assertThat(old.load(APPS).schema()).isEqualTo(wider());
    }

    @Test
    void saysConflictToTheOneWhoLosesTheRaceToEvolve() throws Exception {
        TableLog winner = tableWithSchema();
        TableLog loser = openRival();
        TableState seenByLoser = loser.load(APPS);
        winner.evolve(winner.load(APPS), wider());

        assertThat(loser.evolve(seenByLoser, SCHEMA)).isEqualTo(new CommitResult.Conflict(1));
        assertThat(loser.load(APPS).schema()).isEqualTo(wider());
    }

    @Test
    void evolvesOnTopOfExactlyTheStateItWasDerivedFrom() throws Exception {
        TableLog writer = tableWithSchema();
        TableState seen = writer.load(APPS);
        writer.commit(commit(step("a", NONE, 10)));

        assertThat(writer.evolve(seen, wider())).isEqualTo(new CommitResult.Conflict(1));
        assertThat(writer.load(APPS).schema()).isEqualTo(SCHEMA);
    }

    @Test
    void canRepeatAnEvolutionWhoseOutcomeWasNotKnown() throws Exception {
        TableLog writer = tableWithSchema();
        TableState seen = writer.load(APPS);
        onNextWrite(WriteFault.REPLY_LOST);

        assertThat(writer.evolve(seen, wider()))
                .isInstanceOfSatisfying(CommitResult.Unknown.class, unknown -> assertThat(unknown.version())
                        .isEqualTo(1));
        assertThat(writer.load(APPS)).isEqualTo(new TableState(1, wider(), Map.of()));
        assertThat(writer.evolve(seen, wider())).isEqualTo(new CommitResult.Conflict(1));
    }

    @Test
    void createsTheTableWhenTheFirstRequestWasLost() throws Exception {
        TableLog writer = open();
        TableState absent = writer.load(APPS);
        onNextWrite(WriteFault.REQUEST_LOST);

        assertUnknown(writer.evolve(absent, SCHEMA), 0);
        assertThat(writer.load(APPS)).isEqualTo(absent);
        assertThat(writer.evolve(absent, SCHEMA)).isEqualTo(new CommitResult.Committed(0));
    }

    // --- tables that cannot be written

    @Test
    void saysAtOnceWhyItCannotWriteATable() throws Exception {
        tableWithSchema();
        long version = refuseWriters();

        for (TableLog writer : List.of(open(), openRival())) {
            String reason = catchThrowableOfType(UnsupportedTableException.class, () -> writer.load(APPS))
                    .reason();
            assertThat(reason).contains("orders").containsPattern("feature.*odd|protocol version \\(1,7\\)");
            assertThat(writer.commit(commit(step("a", NONE, 10)))).isEqualTo(new CommitResult.Unsupported(reason));
            assertThat(writer.evolve(new TableState(version, SCHEMA, Map.of()), wider()))
                    .isEqualTo(new CommitResult.Unsupported(reason));
        }
    }

    @Test
    void noticesThatATableCannotBeWrittenAnyMore() throws Exception {
        TableLog writer = tableWithSchema();
        long version = refuseWriters();
        Commit commit = commit(step("a", NONE, 10));

        assertThat(afterConflictAt(version, writer, commit)).isInstanceOf(CommitResult.Unsupported.class);
        assertThat(files()).isEmpty();
    }

    // --- compare-and-set

    @Test
    void movesTheTxnWithEveryAppend() throws Exception {
        TableLog writer = tableWithSchema();

        assertThat(writer.commit(commit(step("a", NONE, 10)))).isEqualTo(new CommitResult.Committed(1));
        assertThat(writer.commit(commit(step("a", at(10), 25)))).isEqualTo(new CommitResult.Committed(2));
        assertThat(writer.commit(commit(step("a", at(25), 26)))).isEqualTo(new CommitResult.Committed(3));
        assertThat(openRival().load(APPS)).isEqualTo(new TableState(3, SCHEMA, Map.of("a", 26L)));
    }

    @Test
    void movesSeveralTxnsInOneCommit() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10), step("b", NONE, 0)));

        assertThat(writer.commit(commit(step("a", at(10), 20), step("b", at(0), 7), step("c", NONE, 0))))
                .isEqualTo(new CommitResult.Committed(2));
        assertThat(openRival().load(APPS).txns()).isEqualTo(Map.of("a", 20L, "b", 7L, "c", 0L));
    }

    @Test
    void commitsWithoutAnyFile() throws Exception {
        TableLog writer = tableWithSchema();

        assertThat(writer.commit(commit(List.of(), step("a", NONE, 10)))).isEqualTo(new CommitResult.Committed(1));
        assertThat(openRival().load(APPS).txns()).isEqualTo(Map.of("a", 10L));
        assertThat(files()).isEmpty();
    }

    @Test
    void tellsOnlyTheTxnsThatWereAskedFor() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10), step("b", NONE, 20)));

        assertThat(writer.load(Set.of("b", "c")).txns()).isEqualTo(Map.of("b", 20L));
        assertThat(writer.load(Set.of()).txns()).isEmpty();
    }

    @Test
    void fencesACommitThatExpectsNoTxnWhereThereIsOne() {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10)));

        assertThat(openRival().commit(commit(step("a", NONE, 20))))
                .isEqualTo(new CommitResult.Fenced(1, Map.of("a", 10L)));
    }

    @Test
    void fencesACommitThatExpectsATxnWhereThereIsNone() {
        TableLog writer = tableWithSchema();

        assertThat(writer.commit(commit(step("a", at(5), 10)))).isEqualTo(new CommitResult.Fenced(0, Map.of()));
    }

    @Test
    void fencesACommitThatExpectsAnyOtherTxnThanThereIs() {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10)));

        assertThat(writer.commit(commit(step("a", at(9), 20)))).isEqualTo(new CommitResult.Fenced(1, Map.of("a", 10L)));
        assertThat(writer.commit(commit(step("a", at(11), 20))))
                .isEqualTo(new CommitResult.Fenced(1, Map.of("a", 10L)));
    }

    @Test
    void fencesTheWholeCommitAndTellsEveryTxnOfIt() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10), step("b", NONE, 20)));

        assertThat(openRival().commit(commit(step("a", at(10), 11), step("b", at(19), 21), step("c", NONE, 1))))
                .isEqualTo(new CommitResult.Fenced(1, Map.of("a", 10L, "b", 20L)));
        assertThat(writer.load(APPS)).isEqualTo(new TableState(1, SCHEMA, Map.of("a", 10L, "b", 20L)));
    }

    @Test
    void fencesAZombieThatHoldsMoreThanTheWinner() throws Exception {
        fencesTheLoser(80, 100);
    }

    @Test
    void fencesALoserThatHoldsAsMuchAsTheWinner() throws Exception {
        fencesTheLoser(100, 100);
    }

    @Test
    void fencesALoserThatHoldsLessThanTheWinner() throws Exception {
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
    void fencesByTheNewestTxnsEvenIfItReadOlderOnesBefore() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10)));
        TableLog stale = openRival();
        stale.load(APPS);
        writer.commit(commit(step("a", at(10), 20)));

        assertThat(stale.commit(commit(step("a", NONE, 15)))).isEqualTo(new CommitResult.Fenced(2, Map.of("a", 20L)));
    }

    @Test
    void goesOnFromWhatTheFenceTold() {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 10)));
        TableLog fenced = openRival();
        fenced.commit(commit(step("a", NONE, 20)));

        assertThat(fenced.commit(commit(step("a", at(10), 20)))).isEqualTo(new CommitResult.Committed(2));
    }

    @Test
    void saysConflictAtMostOnceWhenItsSnapshotIsStale() throws Exception {
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
    void fencesNobodyByAStaleSnapshot() throws Exception {
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

    @Test
    void losesNoCommitWhenTwoWritersOfDifferentPartitionsRace() throws Exception {
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
    void letsExactlyOneOfTwoWritersOfOnePartitionWin() throws Exception {
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

    // --- unknown outcomes

    @Test
    void readsBackACommitWhoseReplyWasLost() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(step("a", NONE, 10));
        onNextWrite(WriteFault.REPLY_LOST);

        assertUnknown(writer.commit(commit), 1);
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Landed(1));
        assertThat(writer.commit(commit(step("a", at(10), 20)))).isEqualTo(new CommitResult.Committed(2));
    }

    @Test
    void repeatsTheSameContentWhenTheRequestWasLost() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(List.of(file("part-1.parquet", 1)), step("a", NONE, 10));
        onNextWrite(WriteFault.REQUEST_LOST);

        assertUnknown(writer.commit(commit), 1);
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Absent());
        assertThat(writer.commit(commit)).isEqualTo(new CommitResult.Committed(1));
        assertThat(files()).hasSize(1);
    }

    @Test
    void tellsThatACommitIsLostOnceItsVersionIsTakenByAnother() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(step("a", NONE, 10));
        onNextWrite(WriteFault.REQUEST_LOST);

        assertUnknown(writer.commit(commit), 1);
        openRival().commit(commit(step("b", NONE, 1)));
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Lost());
        assertThat(writer.commit(commit)).isIn(new CommitResult.Conflict(1), new CommitResult.Committed(2));
    }

    @Test
    void neverLandsARequestInFlightTwice() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(List.of(file("part-1.parquet", 1)), step("a", NONE, 10));
        onNextWrite(WriteFault.IN_FLIGHT);

        assertUnknown(writer.commit(commit), 1);
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Absent());
        landInFlight();
        assertThat(writer.commit(commit))
                .isIn(new CommitResult.Committed(1), new CommitResult.Fenced(1, Map.of("a", 10L)));
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Landed(1));
        assertThat(files()).hasSize(1);
    }

    @Test
    void leavesARequestInFlightNoRoomOnceItsContentWasRepeated() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(List.of(file("part-1.parquet", 1)), step("a", NONE, 10));
        onNextWrite(WriteFault.IN_FLIGHT);

        assertUnknown(writer.commit(commit), 1);
        assertThat(writer.commit(commit)).isEqualTo(new CommitResult.Committed(1));
        landInFlight();
        assertThat(writer.load(APPS)).isEqualTo(new TableState(1, SCHEMA, Map.of("a", 10L)));
        assertThat(files()).hasSize(1);
    }

    @Test
    void knowsItsOwnCommitWhenTheStoreSaysTheVersionIsTaken() throws Exception {
        TableLog writer = tableWithSchema();
        onNextWrite(WriteFault.TAKEN_BY_ITSELF);

        assertThat(writer.commit(commit(step("a", NONE, 10)))).isEqualTo(new CommitResult.Committed(1));
        assertThat(writer.commit(commit(step("a", at(10), 20)))).isEqualTo(new CommitResult.Committed(2));
    }

    @Test
    void saysConflictWhenAForeignCommitComesFirst() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(step("a", NONE, 10));
        onNextWrite(WriteFault.FOREIGN_COMMIT);

        assertThat(writer.commit(commit)).isEqualTo(new CommitResult.Conflict(1));
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Lost());
        assertThat(writer.commit(commit)).isEqualTo(new CommitResult.Committed(2));
    }

    @Test
    void readsBackFromALaterVersion() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("b", NONE, 1)));
        writer.commit(commit(step("b", at(1), 2)));
        Commit commit = commit(step("a", NONE, 10));
        writer.commit(commit);

        assertThat(openRival().readBack(commit.id(), 1)).isEqualTo(new ReadBack.Landed(3));
        assertThat(openRival().readBack(UUID.randomUUID(), 1)).isEqualTo(new ReadBack.Lost());
        assertThat(openRival().readBack(commit.id(), 4)).isEqualTo(new ReadBack.Absent());
    }

    @Test
    void saysUnavailableWhenTheLogCannotBeRead() {
        tableWithSchema();
        TableLog fresh = open();
        Commit commit = commit(step("a", NONE, 10));
        failNextRead();

        assertThat(fresh.commit(commit)).isInstanceOf(CommitResult.Unavailable.class);
        assertThat(fresh.commit(commit)).isEqualTo(new CommitResult.Committed(1));
    }

    @Test
    void throwsWhenTheLogCannotBeLoadedOrReadBack() throws Exception {
        TableLog writer = tableWithSchema();

        failNextRead();
        assertThatThrownBy(() -> writer.load(APPS)).isInstanceOf(IOException.class);
        failNextRead();
        assertThatThrownBy(() -> writer.readBack(UUID.randomUUID(), 0)).isInstanceOf(IOException.class);
        assertThat(writer.load(APPS).version()).isZero();
    }

    // --- files and checkpoints

    @Test
    void keepsFilesWithTheirStatistics() throws Exception {
        TableLog writer = tableWithSchema();
        DataFile plain = file("part-00000-c000.zstd.parquet", 3);
        DataFile odd = file("day=2026-11-23/it's 100% \"odd\" ä+b.parquet", 5);
        writer.commit(commit(List.of(plain), step("a", NONE, 10)));
        writer.commit(commit(List.of(odd), step("a", at(10), 20)));

        assertThat(files()).containsExactlyInAnyOrder(plain, odd);
    }

    @Test
    void writesACheckpointWhenItIsDue() throws Exception {
        TableLog writer = tableWithSchema();
        appendMany(writer, "a", CHECKPOINT_INTERVAL_COMMITS - 1);
        assertThat(writer.checkpoint()).isEmpty();
        writer.commit(commit(List.of(file("last.parquet", 1)), step("b", NONE, 7)));

        assertThat(writer.checkpoint()).hasValue(CHECKPOINT_INTERVAL_COMMITS);
        assertThat(hasCheckpoint(CHECKPOINT_INTERVAL_COMMITS)).isTrue();
        assertThat(writer.checkpoint()).isEmpty();
    }

    @Test
    void readsTheTableFromItsCheckpoint() throws Exception {
        TableLog writer = tableWithSchema();
        appendMany(writer, "a", CHECKPOINT_INTERVAL_COMMITS);
        List<DataFile> before = files();
        long version = writer.checkpoint().orElseThrow();
        dropVersionsBefore(version);

        TableState expected = new TableState(version, SCHEMA, Map.of("a", CHECKPOINT_INTERVAL_COMMITS - 1L));
        assertThat(openRival().load(APPS)).isEqualTo(expected);
        assertThat(writer.load(APPS)).isEqualTo(expected);
        assertThat(files()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(openRival().commit(commit(step("a", at(CHECKPOINT_INTERVAL_COMMITS - 1L), 99))))
                .isEqualTo(new CommitResult.Committed(version + 1));
    }

    @Test
    void readsNothingAsLongAsNoCheckpointCanBeDue() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 0)));
        assertThat(writer.checkpoint()).isEmpty();
        writer.commit(commit(step("a", at(0), 1)));

        failNextRead();
        assertThat(writer.checkpoint()).isEmpty();
        assertThatThrownBy(() -> writer.load(APPS)).isInstanceOf(IOException.class);
    }

    @Test
    void looksAgainOnceACheckpointMayBeDueAndFindsThatOthersWroteIt() throws Exception {
        TableLog writer = tableWithSchema();
        appendMany(writer, "a", CHECKPOINT_INTERVAL_COMMITS);
        assertThat(openRival().checkpoint()).hasValue(CHECKPOINT_INTERVAL_COMMITS);

        assertThat(writer.checkpoint()).isEmpty();
        failNextRead();
        assertThat(writer.checkpoint()).isEmpty();
        assertThatThrownBy(() -> writer.load(APPS)).isInstanceOf(IOException.class);
    }

    @Test
    void writesNoCheckpointOfATableThatIsNotThere() throws Exception {
        assertThat(open().checkpoint()).isEmpty();
    }

    @Test
    void checkpointsBesideCommits() throws Exception {
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

    // --- words of the tests

    /** A writer whose table has been created with {@link #SCHEMA}. */
    protected final TableLog tableWithSchema() {
        TableLog writer = open();
        assertThat(writer.evolve(new TableState(TableState.ABSENT, TableSchema.EMPTY, Map.of()), SCHEMA))
                .isEqualTo(new CommitResult.Committed(0));
        return writer;
    }

    protected static TableSchema wider() {
        List<Column> kafka =
                new ArrayList<>(((ColumnType.Struct) SCHEMA.columns().get(2).type()).columns());
        kafka.add(new Column("epoch", Primitive.LONG));
        return TableSchema.of(
                SCHEMA.columns().get(0),
                SCHEMA.columns().get(1),
                new Column("_kafka", new ColumnType.Struct(kafka)),
                new Column("tags", new ColumnType.MapOf(Primitive.STRING, Primitive.STRING)),
                new Column("days", new ColumnType.ListOf(Primitive.DATE)));
    }

    protected static Map.Entry<String, TxnStep> step(String appId, OptionalLong base, long version) {
        return Map.entry(appId, new TxnStep(base, base.orElse(-1) + 1, version));
    }

    protected static OptionalLong at(long version) {
        return OptionalLong.of(version);
    }

    @SafeVarargs
    protected static Commit commit(Map.Entry<String, TxnStep>... steps) {
        return commit(List.of(file("part-" + UUID.randomUUID() + ".parquet", 1)), steps);
    }

    @SafeVarargs
    protected static Commit commit(List<DataFile> files, Map.Entry<String, TxnStep>... steps) {
        SortedMap<String, TxnStep> txns = new TreeMap<>();
        for (Map.Entry<String, TxnStep> step : steps) {
            txns.put(step.getKey(), step.getValue());
        }
        return new Commit(UUID.randomUUID(), txns, files, Map.of("alluvium.fingerprint", "f1"));
    }

    protected static DataFile file(String path, long rows) {
        String statistics = "{\"numRecords\":" + rows + ",\"minValues\":{\"id\":1},\"maxValues\":{\"id\":" + rows
                + "},\"nullCount\":{\"id\":0,\"amount\":" + rows + "}}";
        return new DataFile(path, 1234, 1_795_000_000_000L, rows, statistics);
    }

    private static CommitResult createdBy(TableLog writer) throws Exception {
        return writer.evolve(new TableState(TableState.ABSENT, TableSchema.EMPTY, Map.of()), SCHEMA);
    }

    private static List<Long> appendMany(TableLog writer, String appId, int commits) {
        List<Long> versions = new ArrayList<>();
        OptionalLong base = NONE;
        for (int i = 0; i < commits; i++) {
            CommitResult result = untilDecided(
                    writer, commit(List.of(file(appId + "-" + i + ".parquet", i + 1)), step(appId, base, i)));
            assertThat(result).isInstanceOf(CommitResult.Committed.class);
            versions.add(((CommitResult.Committed) result).version());
            base = at(i);
        }
        return versions;
    }

    /** A writer may go by the snapshot it has until it loses once, or look at the log each time. */
    private static CommitResult afterConflictAt(long version, TableLog stale, Commit commit) {
        CommitResult result = stale.commit(commit);
        return result.equals(new CommitResult.Conflict(version)) ? stale.commit(commit) : result;
    }

    private static CommitResult untilDecided(TableLog writer, Commit commit) {
        CommitResult result = writer.commit(commit);
        while (result instanceof CommitResult.Conflict) {
            result = writer.commit(commit);
        }
        return result;
    }

    private static void assertUnknown(CommitResult result, long version) {
        assertThat(result).isInstanceOfSatisfying(CommitResult.Unknown.class, unknown -> assertThat(unknown.version())
                .isEqualTo(version));
    }

    /** Runs all at the same time. */
    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Future<T>> futures = tasks.stream()
                    .map(task -> threads.submit(() -> {
                        start.await();
                        return task.call();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
