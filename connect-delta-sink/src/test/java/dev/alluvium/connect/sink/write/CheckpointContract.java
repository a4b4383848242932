// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TableLogSteps.APPS;
import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.appendMany;
import static dev.alluvium.connect.sink.write.TableLogSteps.at;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.file;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static dev.alluvium.connect.sink.write.TableLogSteps.untilDecided;
import static dev.alluvium.connect.sink.write.TableLogSteps.wider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of the contract about files and checkpoints. */
public interface CheckpointContract extends TableLogHarness {

    @Test
    default void keepsFilesWithTheirStatistics() throws Exception {
        TableLog writer = tableWithSchema();
        DataFile plain = file("part-00000-c000.zstd.parquet", 3);
        DataFile odd = file("day=2026-11-23/it's 100% \"odd\" ä+b.parquet", 5);
        writer.commit(commit(List.of(plain), step("a", NONE, 10)));
        writer.commit(commit(List.of(odd), step("a", at(10), 20)));

        assertThat(files()).containsExactlyInAnyOrder(plain, odd);
    }

    @Test
    default void writesACheckpointWhenItIsDue() throws Exception {
        TableLog writer = tableWithSchema();
        appendMany(writer, "a", CHECKPOINT_INTERVAL_COMMITS - 1);
        assertThat(writer.checkpoint()).isEmpty();
        writer.commit(commit(List.of(file("last.parquet", 1)), step("b", NONE, 7)));

        assertThat(writer.checkpoint()).hasValue(CHECKPOINT_INTERVAL_COMMITS);
        assertThat(hasCheckpoint(CHECKPOINT_INTERVAL_COMMITS)).isTrue();
        assertThat(writer.checkpoint()).isEmpty();
    }

    @Test
    default void readsTheTableFromItsCheckpoint() throws Exception {
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
    default void aWriterThatStoodStillDoesNotWriteAVersionThatWasWrittenAndCleanedUpSince() throws Exception {
        TableLog stale = tableWithSchema();
        stale.commit(commit(step("b", NONE, 0)));
        long version = checkpointAndCleanUp();

        assertThat(untilDecided(stale, commit(step("b", at(0), 1)))).isEqualTo(new CommitResult.Committed(version + 1));
        assertThat(files()).hasSize(CHECKPOINT_INTERVAL_COMMITS + 2);
    }

    @Test
    default void aWriterThatWasOvertakenAndStoodStillDoesNotFollowTheLogIntoWhatWasCleanedUp() throws Exception {
        TableLog stale = tableWithSchema();
        openRival().commit(commit(step("c", NONE, 0)));
        untilDecided(stale, commit(step("b", NONE, 0)));
        long version = checkpointAndCleanUp();

        assertThat(untilDecided(stale, commit(step("b", at(0), 1)))).isEqualTo(new CommitResult.Committed(version + 1));
        assertThat(files()).hasSize(CHECKPOINT_INTERVAL_COMMITS + 3);
    }

    @Test
    default void aWriterThatStoodStillDoesNotChangeTheSchemaOfAVersionThatWasCleanedUp() throws Exception {
        TableLog stale = tableWithSchema();
        TableState before = stale.load(APPS);
        checkpointAndCleanUp();

        assertThat(stale.evolve(before, wider())).isEqualTo(new CommitResult.Conflict(1));
        assertThat(open().load(APPS).schema()).isEqualTo(SCHEMA);
    }

    private long checkpointAndCleanUp() throws Exception {
        TableLog others = openRival();
        appendMany(others, "a", CHECKPOINT_INTERVAL_COMMITS);
        long version = others.checkpoint().orElseThrow();
        dropVersionsBefore(version);
        pass(Duration.ofDays(31));
        return version;
    }

    @Test
    default void readsNothingAsLongAsNoCheckpointCanBeDue() throws Exception {
        TableLog writer = tableWithSchema();
        writer.commit(commit(step("a", NONE, 0)));
        assertThat(writer.checkpoint()).isEmpty();
        writer.commit(commit(step("a", at(0), 1)));

        failNextRead();
        assertThat(writer.checkpoint()).isEmpty();
        assertThatThrownBy(() -> writer.load(APPS)).isInstanceOf(IOException.class);
    }

    @Test
    default void looksAgainOnceACheckpointMayBeDueAndFindsThatOthersWroteIt() throws Exception {
        TableLog writer = tableWithSchema();
        appendMany(writer, "a", CHECKPOINT_INTERVAL_COMMITS);
        assertThat(openRival().checkpoint()).hasValue(CHECKPOINT_INTERVAL_COMMITS);

        assertThat(writer.checkpoint()).isEmpty();
        failNextRead();
        assertThat(writer.checkpoint()).isEmpty();
        assertThatThrownBy(() -> writer.load(APPS)).isInstanceOf(IOException.class);
    }

    @Test
    default void writesNoCheckpointOfATableThatIsNotThere() throws Exception {
        assertThat(open().checkpoint()).isEmpty();
    }
}
