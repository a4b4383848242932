// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TableLogSteps.APPS;
import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.afterConflictAt;
import static dev.alluvium.connect.sink.write.TableLogSteps.assertUnknown;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.file;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static dev.alluvium.connect.sink.write.TableLogSteps.wider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.TableSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of the contract about the table and its schema. */
public interface TableSchemaContract extends TableLogHarness {

    @Test
    default void readsATableThatIsNotThereAsAbsent() throws Exception {
        assertThat(open().load(APPS)).isEqualTo(new TableState(TableState.ABSENT, TableSchema.EMPTY, Map.of()));
    }

    @Test
    default void refusesToCommitToATableThatIsNotThere() {
        assertThat(open().commit(commit(step("a", NONE, 10)))).isInstanceOf(CommitResult.Unsupported.class);
    }

    @Test
    default void createsTheTable() throws Exception {
        TableLog writer = open();

        assertThat(writer.evolve(writer.load(APPS), SCHEMA)).isEqualTo(new CommitResult.Committed(0));
        assertThat(writer.load(APPS)).isEqualTo(new TableState(0, SCHEMA, Map.of()));
        assertThat(openRival().load(APPS)).isEqualTo(new TableState(0, SCHEMA, Map.of()));
    }

    @Test
    default void saysConflictToTheOneWhoLosesTheRaceToCreate() throws Exception {
        TableLog winner = open();
        TableLog loser = openRival();
        TableState seenByLoser = loser.load(APPS);
        winner.evolve(winner.load(APPS), SCHEMA);

        assertThat(loser.evolve(seenByLoser, TableSchema.of(new Column("other", Primitive.STRING))))
                .isEqualTo(new CommitResult.Conflict(0));
        assertThat(loser.load(APPS).schema()).isEqualTo(SCHEMA);
    }

    @Test
    default void addsColumnsAtTheTopAndInsideStructs() throws Exception {
        TableLog writer = tableWithSchema();

        assertThat(writer.evolve(writer.load(APPS), wider())).isEqualTo(new CommitResult.Committed(1));
        assertThat(writer.load(APPS).schema()).isEqualTo(wider());
        assertThat(openRival().load(APPS).schema()).isEqualTo(wider());
    }

    @Test
    default void keepsTxnsAndFilesWhenTheSchemaChanges() throws Exception {
        TableLog writer = tableWithSchema();
        DataFile file = file("part-1.parquet", 3);
        writer.commit(commit(List.of(file), step("a", NONE, 10)));
        writer.evolve(writer.load(APPS), wider());

        assertThat(openRival().load(APPS)).isEqualTo(new TableState(2, wider(), Map.of("a", 10L)));
        assertThat(files()).containsExactly(file);
    }

    @Test
    default void stillTakesACommitOfAWriterThatKnowsTheOldSchema() throws Exception {
        TableLog writer = tableWithSchema();
        TableLog old = openRival();
        old.load(APPS);
        writer.evolve(writer.load(APPS), wider());
        Commit commit = commit(step("a", NONE, 10));

        assertThat(afterConflictAt(1, old, commit)).isEqualTo(new CommitResult.Committed(2));
        assertThat(old.load(APPS).schema()).isEqualTo(wider());
    }

    @Test
    default void saysConflictToTheOneWhoLosesTheRaceToEvolve() throws Exception {
        TableLog winner = tableWithSchema();
        TableLog loser = openRival();
        TableState seenByLoser = loser.load(APPS);
        winner.evolve(winner.load(APPS), wider());

        assertThat(loser.evolve(seenByLoser, SCHEMA)).isEqualTo(new CommitResult.Conflict(1));
        assertThat(loser.load(APPS).schema()).isEqualTo(wider());
    }

    @Test
    default void evolvesOnTopOfExactlyTheStateItWasDerivedFrom() throws Exception {
        TableLog writer = tableWithSchema();
        TableState seen = writer.load(APPS);
        writer.commit(commit(step("a", NONE, 10)));

        assertThat(writer.evolve(seen, wider())).isEqualTo(new CommitResult.Conflict(1));
        assertThat(writer.load(APPS).schema()).isEqualTo(SCHEMA);
    }

    @Test
    default void canRepeatAnEvolutionWhoseOutcomeWasNotKnown() throws Exception {
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
    default void createsTheTableWhenTheFirstRequestWasLost() throws Exception {
        TableLog writer = open();
        TableState absent = writer.load(APPS);
        onNextWrite(WriteFault.REQUEST_LOST);

        assertUnknown(writer.evolve(absent, SCHEMA), 0);
        assertThat(writer.load(APPS)).isEqualTo(absent);
        assertThat(writer.evolve(absent, SCHEMA)).isEqualTo(new CommitResult.Committed(0));
    }
}
