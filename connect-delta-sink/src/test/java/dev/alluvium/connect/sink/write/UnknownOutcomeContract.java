// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TableLogSteps.APPS;
import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.assertUnknown;
import static dev.alluvium.connect.sink.write.TableLogSteps.at;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.file;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The part of the contract about requests whose outcome is not known: rule 4 of the commit protocol. */
public interface UnknownOutcomeContract extends TableLogHarness {

    @Test
    default void readsBackACommitWhoseReplyWasLost() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(step("a", NONE, 10));
        onNextWrite(WriteFault.REPLY_LOST);

        assertUnknown(writer.commit(commit), 1);
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Landed(1));
        assertThat(writer.commit(commit(step("a", at(10), 20)))).isEqualTo(new CommitResult.Committed(2));
    }

    @Test
    default void repeatsTheSameContentWhenTheRequestWasLost() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(List.of(file("part-1.parquet", 1)), step("a", NONE, 10));
        onNextWrite(WriteFault.REQUEST_LOST);

        assertUnknown(writer.commit(commit), 1);
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Absent());
        assertThat(writer.commit(commit)).isEqualTo(new CommitResult.Committed(1));
        assertThat(files()).hasSize(1);
    }

    @Test
    default void tellsThatACommitIsLostOnceItsVersionIsTakenByAnother() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(step("a", NONE, 10));
        onNextWrite(WriteFault.REQUEST_LOST);

        assertUnknown(writer.commit(commit), 1);
        openRival().commit(commit(step("b", NONE, 1)));
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Lost());
        assertThat(writer.commit(commit)).isIn(new CommitResult.Conflict(1), new CommitResult.Committed(2));
    }

    @Test
    default void neverLandsARequestInFlightTwice() throws Exception {
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
    default void leavesARequestInFlightNoRoomOnceItsContentWasRepeated() throws Exception {
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
    default void knowsItsOwnCommitWhenTheStoreSaysTheVersionIsTaken() throws Exception {
        TableLog writer = tableWithSchema();
        onNextWrite(WriteFault.TAKEN_BY_ITSELF);

        assertThat(writer.commit(commit(step("a", NONE, 10)))).isEqualTo(new CommitResult.Committed(1));
        assertThat(writer.commit(commit(step("a", at(10), 20)))).isEqualTo(new CommitResult.Committed(2));
    }

    @Test
    default void saysConflictWhenAForeignCommitComesFirst() throws Exception {
        TableLog writer = tableWithSchema();
        Commit commit = commit(step("a", NONE, 10));
        onNextWrite(WriteFault.FOREIGN_COMMIT);

        assertThat(writer.commit(commit)).isEqualTo(new CommitResult.Conflict(1));
        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Lost());
        assertThat(writer.commit(commit)).isEqualTo(new CommitResult.Committed(2));
    }

    @Test
    default void readsBackFromALaterVersion() throws Exception {
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
    default void saysUnavailableWhenTheLogCannotBeRead() {
        tableWithSchema();
        TableLog fresh = open();
        Commit commit = commit(step("a", NONE, 10));
        failNextRead();

        assertThat(fresh.commit(commit)).isInstanceOf(CommitResult.Unavailable.class);
        assertThat(fresh.commit(commit)).isEqualTo(new CommitResult.Committed(1));
    }

    @Test
    default void throwsWhenTheLogCannotBeLoadedOrReadBack() throws Exception {
        TableLog writer = tableWithSchema();

        failNextRead();
        assertThatThrownBy(() -> writer.load(APPS)).isInstanceOf(IOException.class);
        failNextRead();
        assertThatThrownBy(() -> writer.readBack(UUID.randomUUID(), 0)).isInstanceOf(IOException.class);
        assertThat(writer.load(APPS).version()).isZero();
    }
}
