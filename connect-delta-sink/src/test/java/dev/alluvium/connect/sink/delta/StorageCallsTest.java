// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TxnStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the log of a table costs in calls to storage, where each of them takes its time. */
final class StorageCallsTest {
    private static final int INTERVAL_COMMITS = 10;

    @TempDir
    Path warehouse;

    private LocalTable table;

    @BeforeEach
    void makeTable() throws Exception {
        table = new LocalTable(warehouse, INTERVAL_COMMITS);
        TableLog creator = table.open(LogLibrary.KERNEL);
        creator.evolve(creator.load(Set.of()), TableSchema.of(new Column("id", Primitive.LONG)));
    }

    @Test
    void aCommitByKernelThatFollowsOneOfItsOwnReadsNothing() {
        TableLog writer = table.open(LogLibrary.KERNEL);
        commit(writer, 1);
        table.script.calls();

        commit(writer, 2);

        assertThat(table.script.calls()).containsExactly("write 00000000000000000002.json");
    }

    @Test
    void whatOthersCommittedIsFollowedByOneReadForEachAndWithoutAListing() {
        TableLog writer = table.open(LogLibrary.KERNEL);
        TableLog other = table.open(LogLibrary.KERNEL);
        commit(writer, 1);
        assertThat(other.commit(content("b", OptionalLong.empty(), 1))).isEqualTo(new CommitResult.Committed(2));
        assertThat(other.commit(content("b", OptionalLong.of(1), 2))).isEqualTo(new CommitResult.Committed(3));
        Commit next = content("a", OptionalLong.of(1), 2);
        assertThat(writer.commit(next)).isEqualTo(new CommitResult.Conflict(2));
        table.script.calls();

        assertThat(writer.commit(next)).isEqualTo(new CommitResult.Committed(4));

        assertThat(table.script.calls())
                .containsExactly(
                        "open 00000000000000000002.json",
                        "look at 00000000000000000002.json",
                        "open 00000000000000000003.json",
                        "look at 00000000000000000003.json",
                        "open 00000000000000000004.json",
                        "look at 00000000000000000004.json",
                        "write 00000000000000000004.json");
    }

    @Test
    void whoeverHadCompanyLooksBeforeTheNextCommitRatherThanLosingTheRace() {
        TableLog writer = table.open(LogLibrary.KERNEL);
        TableLog other = table.open(LogLibrary.KERNEL);
        commit(writer, 1);
        assertThat(other.commit(content("b", OptionalLong.empty(), 1))).isEqualTo(new CommitResult.Committed(2));
        assertThat(writer.commit(content("a", OptionalLong.of(1), 2))).isEqualTo(new CommitResult.Conflict(2));
        assertThat(writer.commit(content("a", OptionalLong.of(1), 2))).isEqualTo(new CommitResult.Committed(3));
        assertThat(other.commit(content("b", OptionalLong.of(1), 2))).isEqualTo(new CommitResult.Conflict(3));
        assertThat(other.commit(content("b", OptionalLong.of(1), 2))).isEqualTo(new CommitResult.Committed(4));

        assertThat(writer.commit(content("a", OptionalLong.of(2), 3))).isEqualTo(new CommitResult.Committed(5));
        assertThat(other.commit(content("b", OptionalLong.of(2), 3))).isEqualTo(new CommitResult.Committed(6));
    }

    @Test
    void whoeverIsAloneAgainLooksOnceMoreAndThenNoLonger() {
        TableLog writer = table.open(LogLibrary.KERNEL);
        TableLog other = table.open(LogLibrary.KERNEL);
        commit(writer, 1);
        assertThat(other.commit(content("b", OptionalLong.empty(), 1))).isEqualTo(new CommitResult.Committed(2));
        assertThat(writer.commit(content("a", OptionalLong.of(1), 2))).isEqualTo(new CommitResult.Conflict(2));
        assertThat(writer.commit(content("a", OptionalLong.of(1), 2))).isEqualTo(new CommitResult.Committed(3));
        assertThat(writer.commit(content("a", OptionalLong.of(2), 3))).isEqualTo(new CommitResult.Committed(4));
        table.script.calls();

        assertThat(writer.commit(content("a", OptionalLong.of(3), 4))).isEqualTo(new CommitResult.Committed(5));

        assertThat(table.script.calls()).containsExactly("write 00000000000000000005.json");
    }

    @Test
    void aChangeOfTheTableIsNotFollowedButReadAnew() throws Exception {
        TableLog writer = table.open(LogLibrary.KERNEL);
        TableLog other = table.open(LogLibrary.KERNEL);
        commit(writer, 1);
        other.evolve(
                other.load(Set.of()),
                TableSchema.of(new Column("id", Primitive.LONG), new Column("more", Primitive.STRING)));
        Commit next = content("a", OptionalLong.of(1), 2);
        assertThat(writer.commit(next)).isEqualTo(new CommitResult.Conflict(2));
        assertThat(writer.commit(next)).isEqualTo(new CommitResult.Committed(3));

        assertThat(writer.load(Set.of("a")).schema().columns())
                .extracting(Column::name)
                .containsExactly("id", "more");
    }

    @ParameterizedTest
    @EnumSource
    void asksStorageNothingAboutACheckpointThatCannotBeDue(LogLibrary library) throws Exception {
        TableLog writer = table.open(library);
        commit(writer, 1);
        assertThat(writer.checkpoint()).isEmpty();
        for (int version = 2; version < INTERVAL_COMMITS; version++) {
            commit(writer, version);
            table.script.calls();
            assertThat(writer.checkpoint()).isEmpty();
            assertThat(table.script.calls()).isEmpty();
        }

        commit(writer, INTERVAL_COMMITS);
        assertThat(writer.checkpoint()).hasValue(INTERVAL_COMMITS);
        assertThat(table.script.calls()).isNotEmpty();

        assertThat(writer.checkpoint()).isEmpty();
        assertThat(table.script.calls()).isEmpty();
    }

    @Test
    void standaloneReadsTheLastCheckpointAndNotTheTableToBeginWith() throws Exception {
        TableLog writer = table.open(LogLibrary.STANDALONE);
        commit(writer, 1);
        table.script.calls();

        assertThat(writer.checkpoint()).isEmpty();
        assertThat(table.script.calls()).isNotEmpty().allMatch(call -> call.endsWith(" _last_checkpoint"));
    }

    private static void commit(TableLog writer, long version) {
        OptionalLong base = version == 1 ? OptionalLong.empty() : OptionalLong.of(version - 1);
        assertThat(writer.commit(content("a", base, version))).isEqualTo(new CommitResult.Committed(version));
    }

    private static Commit content(String appId, OptionalLong base, long version) {
        DataFile file = new DataFile("part-" + appId + version, 1234, 1_795_000_000_000L, 3, "{\"numRecords\":3}");
        TxnStep step = new TxnStep(base, version, version);
        return new Commit(UUID.randomUUID(), new TreeMap<>(Map.of(appId, step)), List.of(file), Map.of());
    }
}
