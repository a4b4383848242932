// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
    private static final String P0 = "bronze/orders@0/0";
    private static final String P1 = "bronze/orders@0/1";

    @TempDir
    private Path directory;

    private TestTable table;

    @BeforeEach
    void makeTable() {
        table = new TestTable(directory.resolve("orders"));
    }

    @Test
    void provesATableWhoseRowsGoUpToItsTxns() {
        commit(0, 99);
        table.commit()
                .rows("orders", 0, 100, 149)
                .rows("orders", 1, 7, 9)
                .txn(P0, 149)
                .txn(P1, 9)
                .range(P0, 100, 149)
                .range(P1, 7, 9)
                .done();

        TableVerdict verdict = verify();

        assertThat(verdict.outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(verdict.version()).isEqualTo(2);
        assertThat(verdict.files()).isEqualTo(2);
        assertThat(verdict.rows()).isEqualTo(153);
        assertThat(verdict.notes()).isEmpty();
        assertThat(verdict.partitions()).extracting(p -> p.source().toString()).containsExactly("orders-0", "orders-1");
        assertThat(verdict.partitions().get(1).first()).isEqualTo(7);
        assertThat(verdict.partitions().get(1).last()).isEqualTo(9);
    }

    @Test
    void catchesADoubleInOneFile() {
        table.commit().rows("orders", 0, 0, 0, 1, 1, 2).txn(P0, 2).done();

        assertThat(verify().faults()).containsExactly("orders-0: 1 offsets in more than one row (1 rows too many): 1");
    }

    @Test
    void catchesDoublesAcrossFiles() {
        commit(0, 9);
        table.commit().rows("orders", 0, 8, 12).txn(P0, 12).range(P0, 10, 12).done();

        TableVerdict verdict = verify();

        assertThat(verdict.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(verdict.faults())
                .containsExactly("orders-0: 2 offsets in more than one row (2 rows too many): 8..9");
    }

    @Test
    void countsRowsTooManyRatherThanOffsets() {
        table.commit().rows("orders", 0, 0, 4, 4, 4).txn(P0, 4).done();

        assertThat(verify().faults()).containsExactly("orders-0: 1 offsets in more than one row (2 rows too many): 4");
    }

    @Test
    void catchesARowAboveItsTxn() {
        table.commit().rows("orders", 0, 0, 10).txn(P0, 8).done();

        assertThat(verify().faults())
                .containsExactly("orders-0: 2 offsets in a row but above the table's txn, which is 8: 9..10");
    }

    @Test
    void catchesRowsWithoutATxn() {
        table.commit().rows("orders", 0, 0, 10).txn("somebody-else", 10).done();

        assertThat(verify().faults())
                .containsExactly("orders-0: 11 offsets in a row, but the table has no txn for them: 0..10");
    }

    @Test
    void doubtsAGapThatNothingExplains() {
        table.commit().rows("orders", 0, 0, 0, 1, 5, 6, 9).txn(P0, 9).done();

        TableVerdict verdict = verify();

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNPROVEN);
        assertThat(verdict.doubts())
                .containsExactly("orders-0: 5 offsets are in no row, and nothing here explains it: 2..4, 7..8");
        assertThat(verify(VerifyOption.GAPS_ALLOWED).outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(verify(VerifyOption.GAPS_ALLOWED).partitions().get(0).gaps().offsets())
                .isEqualTo(5);
    }

    @Test
    void doubtsRowsThatAreMissingBelowTheTxn() {
        table.commit().rows("orders", 0, 0, 10).txn(P0, 12).done();

        assertThat(verify().doubts()).singleElement().asString().endsWith("11..12");
    }

    @Test
    void missesFirstRowsThatACommitSaysItWrote() {
        table.commit().rows("orders", 0, 5, 10).txn(P0, 10).range(P0, 3, 10).done();

        assertThat(verify().doubts()).singleElement().asString().endsWith("3..4");
    }

    @Test
    void takesRejectsForAnExplanationAndJudgesThemToo() {
        table.commit().rows("orders", 0, 0, 0, 1, 4).txn(P0, 4).done();
        TestTable rejects = new TestTable(directory.resolve("orders__rejects"));
        rejects.commit().rows("orders", 0, 2, 3).txn(P0, 4).done();

        List<TableVerdict> verdicts = judge(Question.of(table.path()), Optional.empty());

        assertThat(verdicts).hasSize(2).allMatch(verdict -> verdict.outcome() == Outcome.PROVEN);
        assertThat(verdicts.get(0).partitions().get(0).explained()).isEqualTo(2);

        rejects.commit().rows("orders", 0, 3, 3).txn(P0, 5).done();
        assertThat(judge(Question.of(table.path()), Optional.empty()).get(1).faults())
                .containsExactly("orders-0: 1 offsets in more than one row (1 rows too many): 3");
    }

    @Test
    void catchesARecordThatIsBothInTheTableAndAmongItsRejects() {
        commit(0, 4);
        new TestTable(directory.resolve("orders__rejects"))
                .commit()
                .rows("orders", 0, 3, 3)
                .txn(P0, 3)
                .done();

        assertThat(verify().faults())
                .containsExactly("orders-0: 1 offsets are both in the table and among its rejects");
    }

    @Test
    void takesOtherTablesForAnExplanation() {
        table.commit().rows("orders", 0, 0, 0, 2).txn(P0, 2).done();
        TestTable other = new TestTable(directory.resolve("other"));
        other.commit().rows("orders", 0, 1, 1).txn(P0, 2).done();

        Question question = new Question(table.path(), Set.of(other.path()), Set.of(), Set.of());

        assertThat(judge(question, Optional.empty())).allMatch(verdict -> verdict.outcome() == Outcome.PROVEN);
    }

    @Test
    void catchesCommitsThatCoverTheSameOffsets() {
        commit(0, 9);
        table.commit().rows("orders", 0, 10, 12).txn(P0, 12).range(P0, 9, 12).done();

        assertThat(verify().faults())
                .containsExactly("version 2 covers 9..12 of " + P0 + ", which earlier versions had covered to 9");
        assertThat(verify(VerifyOption.WITHOUT_HISTORY).faults()).isEmpty();
    }

    @Test
    void catchesATxnThatFell() {
        commit(0, 9);
        table.commit().rows("orders", 0, 10, 12).txn(P0, 11).range(P0, 10, 12).done();

        assertThat(verify().faults()).contains("orders-0: the txn " + P0 + " is 11, but a commit covered 12 already");
    }

    @Test
    void catchesRowsFromBeforeTheFirstCommit() {
        table.commit().rows("orders", 0, 3, 10).txn(P0, 10).range(P0, 5, 10).done();

        assertThat(verify().faults())
                .containsExactly("orders-0: 2 offsets in a row, but the first commit begins at 5: 3..4");
    }

    @Test
    void catchesRowsThatNameNoRecord() {
        table.commit().rows("orders", 0, 0, 1).strayRow().txn(P0, 1).done();

        assertThat(verify().faults()).containsExactly("1 rows do not say which record they come from (_kafka)");
    }

    @Test
    void notesWhoWroteWhatAndWhoTookRowsAway() {
        commit(0, 9);
        table.commit().operation("DELETE").txn("renamed/orders@0/0", 5).done();

        assertThat(verify().notes())
                .hasSize(2)
                .anyMatch(note -> note.equals("version 2 is a DELETE"))
                .anyMatch(note -> note.startsWith("orders-0 was written by ["));
    }

    @Test
    void keepsEpochsApartAndComparesTheNewestOnly() {
        table.commit()
                .rows("orders", 0, 0, 0, 1, 2)
                .rows("orders", 1, 0, 0, 1)
                .txn(P0, 2)
                .txn("bronze/orders@1/0", 1)
                .done();

        TableVerdict verdict = against(log(0, 2, 0, 1));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(verdict.partitions())
                .extracting(p -> p.source().toString())
                .containsExactly("orders-0", "orders-0@1");
        assertThat(verdict.partitions()).extracting(p -> p.kafka().isPresent()).containsExactly(false, true);
    }

    @Test
    void takesAHoleInKafkaForAnExplanation() {
        table.commit().rows("orders", 0, 0, 0, 1, 4).txn(P0, 4).done();

        TableVerdict verdict = against(log(0, 5, 0, 1, 4));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(verdict.partitions().get(0).explained()).isEqualTo(2);
    }

    @Test
    void catchesWhatIsInKafkaButInNoRow() {
        table.commit().rows("orders", 0, 0, 1, 4).txn(P0, 4).done();

        TableVerdict verdict = against(log(0, 5, 0, 1, 2, 4));

        assertThat(verdict.faults()).containsExactly("orders-0: 2 offsets in Kafka but in no row: 0, 2");
        assertThat(against(log(0, 5, 0, 1, 2, 4), VerifyOption.SINCE_FIRST_ROW).faults())
                .containsExactly("orders-0: 1 offsets in Kafka but in no row: 2");
    }

    @Test
    void catchesRowsThatKafkaNeverHad() {
        commit(0, 6);

        assertThat(against(log(0, 5, 0, 1, 2, 4)).faults())
                .singleElement()
                .asString()
                .startsWith("orders-0: 3 offsets in a row but not in Kafka, which has 0 to 4 ")
                .endsWith(": 3, 5..6");
    }

    @Test
    void letsCompactionTakeRecordsAwayButNotInventThem() {
        commit(0, 6);
        PartitionLog compacted = new PartitionLog(0, 5, offsets(0, 4), true);

        assertThat(against(compacted).faults()).singleElement().asString().endsWith(": 5..6");
    }

    @Test
    void judgesAloneWhatKafkaHasNoMore() {
        table.commit().rows("orders", 0, 0, 0, 1, 3, 6, 7).txn(P0, 7).done();

        TableVerdict verdict = against(log(5, 8, 6, 7));

        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.doubts()).singleElement().asString().endsWith(": 2, 4");
        assertThat(verdict.partitions().get(0).explained()).isEqualTo(1);
    }

    @Test
    void missesWhatIsBehindOnlyIfAsked() {
        commit(0, 3);

        TableVerdict verdict = against(log(0, 6, 0, 1, 2, 3, 4, 5));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(verdict.partitions().get(0).kafka().orElseThrow().behind()).isEqualTo(2);
        assertThat(against(log(0, 6, 0, 1, 2, 3, 4, 5), VerifyOption.COMPLETE).faults())
                .containsExactly("orders-0: 2 records are in Kafka that the table does not cover yet");
    }

    @Test
    void saysThatKafkaHasNoSuchTopic() {
        commit(0, 3);

        assertThat(judge(Question.of(table.path()), Optional.of(topic -> Map.of()))
                        .get(0)
                        .notes())
                .containsExactly("Kafka has no topic orders: its rows were judged by themselves");
    }

    @Test
    void refusesWhatIsNoTableOfTheSink() throws IOException {
        assertThatThrownBy(() -> judge(Question.of("file:" + directory.resolve("nothing")), Optional.empty()))
                .isInstanceOf(VerifyException.class)
                .hasMessageStartingWith("there is no Delta table at ");

        Path other = directory.resolve("other/_delta_log");
        Files.createDirectories(other);
        Files.writeString(other.resolve("00000000000000000000.json"), """
                {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
                {"metaData":{"id":"t","format":{"provider":"parquet","options":{}},\
                "schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{}}}
                """);
        assertThatThrownBy(() -> judge(Question.of("file:" + other.getParent()), Optional.empty()))
                .isInstanceOf(VerifyException.class)
                .hasMessageContaining("has no column _kafka");
    }

    @Test
    void doesNotTakeACleanedLogForAWholeOne() {
        table.commit().rows("orders", 0, 3, 10).txn(P0, 10).range(P0, 5, 10).done();
        History.Gathering cleaned = new History.Gathering();
        cleaned.add(new History.Entry(7, "STREAMING UPDATE", Map.of(P0, new OffsetRange(5, 10))));

        assertThat(cleaned.done().isWhole()).isFalse();
        assertThat(History.UNREAD.isWhole()).isFalse();
    }

    private void commit(long first, long last) {
        table.commit()
                .rows("orders", 0, first, last)
                .txn(P0, last)
                .range(P0, first, last)
                .done();
    }

    private TableVerdict verify(VerifyOption... options) {
        return judge(Question.of(table.path(), options), Optional.empty()).get(0);
    }

    private TableVerdict against(PartitionLog log, VerifyOption... options) {
        return judge(Question.of(table.path(), options), Optional.of(topic -> Map.of(0, log)))
                .get(0);
    }

    private static List<TableVerdict> judge(Question question, Optional<Verifier.Logs> logs) {
        try (Verifier verifier = new Verifier(new Configuration(), 2, Progress.NONE)) {
            return verifier.judge(question, logs);
        }
    }

    private static PartitionLog log(long start, long end, long... offsets) {
        return new PartitionLog(start, end, offsets(offsets), false);
    }

    private static OffsetSet offsets(long... offsets) {
        OffsetSet set = new OffsetSet();
        LongStream.of(offsets).forEach(set::add);
        return set;
    }
}
