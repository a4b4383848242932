// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.at;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.TableLog;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the log of a table costs in requests, each of which is paid for and waited for. */
final class GcsStorageCallsTest extends InABucket {
    @Test
    void aCommitByKernelIsOneRequest() throws Exception {
        TableLog writer = created(LogLibrary.KERNEL);
        writer.commit(commit(step("a", NONE, 1)));
        calls();

        assertThat(writer.commit(commit(step("a", at(1), 2)))).isEqualTo(new CommitResult.Committed(2));

        assertThat(calls()).containsExactly("INSERT 00000000000000000002.json if absent");
    }

    /** Its first look is the only one that matters; it reads back what it wrote by itself. */
    @Test
    void aCommitByStandaloneListsTwiceAndReadsWhatIsNew() throws Exception {
        TableLog writer = created(LogLibrary.STANDALONE);
        writer.commit(commit(step("a", NONE, 1)));
        for (long version = 2; version < 7; version++) {
            writer.commit(commit(step("a", at(version - 1), version)));
        }
        calls();

        assertThat(writer.commit(commit(step("a", at(6), 7)))).isEqualTo(new CommitResult.Committed(7));

        assertThat(calls())
                .containsExactly(
                        "LIST _delta_log/ from 00000000000000000000.checkpoint",
                        "INSERT 00000000000000000007.json if absent",
                        "LIST _delta_log/ from 00000000000000000000.checkpoint",
                        "READ 00000000000000000007.json",
                        "READ 00000000000000000006.json");
    }

    @Test
    void aCommitThatLostItsRaceReadsWhatCameBetween() throws Exception {
        TableLog writer = created(LogLibrary.KERNEL);
        TableLog other = table.open(LogLibrary.KERNEL);
        writer.commit(commit(step("a", NONE, 1)));
        other.commit(commit(step("b", NONE, 1)));
        Commit next = commit(step("a", at(1), 2));
        calls();

        assertThat(writer.commit(next)).isEqualTo(new CommitResult.Conflict(2));
        assertThat(calls())
                .containsExactly("INSERT 00000000000000000002.json if absent", "READ 00000000000000000002.json");
        assertThat(writer.commit(next)).isEqualTo(new CommitResult.Committed(3));
        assertThat(calls())
                .containsExactly(
                        "READ 00000000000000000002.json",
                        "READ 00000000000000000003.json",
                        "INSERT 00000000000000000003.json if absent");
    }

    @Test
    void loadingATableReadsTheCheckpointAndWhatCameAfterIt() throws Exception {
        TableLog writer = created(LogLibrary.KERNEL);
        writer.commit(commit(step("a", NONE, 1)));
        for (long version = 2; version <= CHECKPOINT_INTERVAL_COMMITS; version++) {
            writer.commit(commit(step("a", at(version - 1), version)));
        }
        assertThat(writer.checkpoint()).hasValue(CHECKPOINT_INTERVAL_COMMITS);
        writer.commit(commit(step("a", at(CHECKPOINT_INTERVAL_COMMITS), CHECKPOINT_INTERVAL_COMMITS + 1)));
        calls();

        table.open(LogLibrary.KERNEL).load(Set.of("a"));

        assertThat(calls())
                .containsExactly(
                        "READ _last_checkpoint",
                        "LIST _delta_log/ from 00000000000000000010.",
                        // Kernel looks for protocol and metadata,
                        "READ 00000000000000000011.json",
                        "READ 00000000000000000010.checkpoint.parquet",
                        "READ 00000000000000000010.checkpoint.parquet",
                        // we for all txns,
                        "READ 00000000000000000011.json",
                        "READ 00000000000000000010.checkpoint.parquet",
                        "READ 00000000000000000010.checkpoint.parquet",
                        // and for who wrote last.
                        "READ 00000000000000000011.json");
    }

    private TableLog created(LogLibrary library) throws Exception {
        TableLog writer = table.open(library);
        writer.evolve(writer.load(Set.of()), SCHEMA);
        return writer;
    }

    private List<String> calls() {
        return table.proxy.calls().stream().map(Object::toString).toList();
    }
}
