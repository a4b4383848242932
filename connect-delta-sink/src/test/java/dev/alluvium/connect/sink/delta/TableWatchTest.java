// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TxnStep;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions 1 and 2 are ours, with offsets 0 to 9 and 10 to 19; then somebody else comes. */
final class TableWatchTest {
    private static final String ID = "id";

    @TempDir
    Path warehouse;

    private LocalTable table;

    @BeforeEach
    void makeTable() throws Exception {
        table = new LocalTable(warehouse, 100);
        TableLog creator = table.open(LogLibrary.KERNEL);
        creator.evolve(creator.load(Set.of()), TableSchema.of(new Column("id", Primitive.LONG)));
        commit(creator, OptionalLong.empty(), 9);
        commit(creator, OptionalLong.of(9), 19);
    }

    @ParameterizedTest
    @EnumSource
    void stopsATableThatWasRestoredWhileItWasWritten(LogLibrary library) throws Exception {
        TableLog writer = table.open(library);
        writer.load(Set.of("a"));
        foreign(3, "RESTORE", "{\"version\":\"1\",\"timestamp\":null}");

        assertThatThrownBy(() -> writer.load(Set.of("a")))
                .isInstanceOf(UnsupportedTableException.class)
                .hasMessageContaining("version 3 is a RESTORE to version 1")
                .hasMessageContaining("offsets 10 to 19 of a")
                .hasMessageContaining("./reingest");
        assertThat(writer.commit(content(OptionalLong.of(19), 29))).isInstanceOf(CommitResult.Unsupported.class);
        assertThat(Files.exists(table.versionFile(4))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void seesItAtTheStartAsWell(LogLibrary library) throws Exception {
        foreign(3, "RESTORE", "{\"version\":\"1\",\"timestamp\":null}");
        foreign(4, "OPTIMIZE", "{}");

        TableLog fresh = table.open(library);
        assertThatThrownBy(() -> fresh.load(Set.of("a"))).hasMessageContaining("offsets 10 to 19 of a");
        assertThat(fresh.commit(content(OptionalLong.of(19), 29))).isInstanceOf(CommitResult.Unsupported.class);
    }

    @Test
    void goesOnByItselfOnceACommitOfOursHasAnsweredIt() throws Exception {
        TableWatch before = watch(RestoredTables.STOP);
        before.look(2, ID);
        foreign(3, "RESTORE", "{\"version\":\"1\",\"timestamp\":null}");
        assertThatThrownBy(() -> before.look(3, ID)).isInstanceOf(UnsupportedTableException.class);
        ours(4);

        assertThat(before.look(4, ID)).isTrue();
        assertThat(before.look(4, ID)).isFalse();
        assertThat(watch(RestoredTables.STOP).look(4, ID)).isFalse();
    }

    @Test
    void goesOnWithAFreshLookWhereItIsToContinue() throws Exception {
        TableWatch watch = watch(RestoredTables.WARN);
        watch.look(2, ID);
        foreign(3, "RESTORE", "{\"version\":\"1\",\"timestamp\":null}");

        assertThat(watch.look(3, ID)).isTrue();
        assertThat(watch.look(3, ID)).isFalse();
    }

    @Test
    void letsPassWhatTakesNoRowsOfOursAway() throws Exception {
        TableWatch watch = watch(RestoredTables.STOP);
        watch.look(2, ID);
        foreign(3, "OPTIMIZE", "{}");
        foreign(4, "DELETE", "{}");
        foreign(5, "RESTORE", "{\"version\":\"3\",\"timestamp\":null}");
        foreign(6, "REPLACE COLUMNS", "{}");

        assertThat(watch.look(6, ID)).isTrue();
        assertThat(watch.look(6, ID)).isFalse();
        assertThat(watch(RestoredTables.STOP).look(4, ID)).isFalse();
    }

    @Test
    void letsPassARestoreThatWasUndone() throws Exception {
        TableWatch watch = watch(RestoredTables.STOP);
        watch.look(2, ID);
        foreign(3, "RESTORE", "{\"version\":\"1\",\"timestamp\":null}");
        foreign(4, "RESTORE", "{\"version\":\"2\",\"timestamp\":null}");

        assertThat(watch.look(4, ID)).isTrue();
        assertThat(watch.look(4, ID)).isFalse();
    }

    @Test
    void stopsAtAReplacementAndAtARestoreToATime() throws Exception {
        foreign(3, "CREATE OR REPLACE TABLE AS SELECT", "{}");
        assertThatThrownBy(() -> watch(RestoredTables.STOP).look(3, ID))
                .hasMessageContaining("version 3 is a CREATE OR REPLACE TABLE AS SELECT");

        foreign(3, "RESTORE", "{\"version\":null,\"timestamp\":\"2026-11-24 10:00:00\"}");
        assertThatThrownBy(() -> watch(RestoredTables.STOP).look(3, ID))
                .hasMessageContaining("RESTORE to 2026-11-24 10:00:00");
    }

    @ParameterizedTest
    @EnumSource
    void looksAgainAfterItHasRefusedATable(LogLibrary library) throws Exception {
        TableLog writer = table.open(library);
        writer.load(Set.of("a"));
        foreign(3, "RESTORE", "{\"version\":\"1\",\"timestamp\":null}");
        assertThat(attempts(writer, 2)).endsWith(CommitResult.Unsupported.class);
        ours(4);

        // The schema may have gone back, so what was prepared is first given up.
        assertThat(attempts(writer, 2)).containsExactly(CommitResult.Fenced.class, CommitResult.Committed.class);
    }

    private static List<Class<?>> attempts(TableLog writer, int times) {
        List<Class<?>> results = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            results.add(writer.commit(content(OptionalLong.of(19), 29)).getClass());
        }
        return results;
    }

    @Test
    void goesByTheReplacementWhereTheTableHasAnotherIdSince() throws Exception {
        TableWatch stops = watch(RestoredTables.STOP);
        TableWatch goesOn = watch(RestoredTables.WARN);
        stops.look(2, ID);
        goesOn.look(2, ID);
        foreign(3, "CREATE OR REPLACE TABLE AS SELECT", "{}");

        assertThatThrownBy(() -> stops.look(3, "new")).hasMessageContaining("version 3 is a CREATE OR REPLACE");
        assertThat(goesOn.look(3, "new")).isTrue();
        assertThat(goesOn.look(3, "new")).isFalse();

        ours(4);
        assertThat(stops.look(4, "new")).isTrue();
        assertThat(stops.look(4, "new")).isFalse();
    }

    @Test
    void stopsAtAWriteOverTheWholeTableAndNotAtOneOverAPart() throws Exception {
        foreign(3, "WRITE", "{\"mode\":\"Overwrite\",\"partitionBy\":\"[]\",\"canOverwriteSchema\":true}");
        assertThatThrownBy(() -> watch(RestoredTables.STOP).look(3, ID))
                .hasMessageContaining("version 3 is a WRITE over the whole table");

        for (String part : List.of(
                "\"mode\":\"Append\"",
                "\"mode\":\"Overwrite\",\"predicate\":\"id = 1\"",
                "\"mode\":\"Overwrite\",\"isDynamicPartitionOverwrite\":true",
                "\"mode\":\"Overwrite\",\"replaceUsingCols\":\"id\"")) {
            foreign(3, "WRITE", "{" + part + "}");
            assertThat(watch(RestoredTables.STOP).look(3, ID)).as(part).isFalse();
        }
    }

    @Test
    void takesATableThatWasReplacedBeforeWeCame() throws Exception {
        for (int version = 0; version < 3; version++) {
            Files.delete(table.versionFile(version));
        }
        foreign(0, "CREATE OR REPLACE TABLE", "{}");
        foreign(1, "WRITE", "{}");

        assertThatCode(() -> watch(RestoredTables.STOP).look(1, ID)).doesNotThrowAnyException();
    }

    @Test
    void stopsATableThatIsAnotherOneNow() throws Exception {
        TableWatch watch = watch(RestoredTables.WARN);
        watch.look(2, ID);

        assertThatThrownBy(() -> watch.look(1, ID)).hasMessageContaining("no longer the one");
        assertThatThrownBy(() -> watch.look(2, "other")).hasMessageContaining("no longer the one");
    }

    @Test
    void tellsAnExpiredTxnFromOneThatNeverWas() throws Exception {
        Map<String, String> expiring = Map.of("delta.setTransactionRetentionDuration", "interval 1 hours");
        TableWatch watch = watch(RestoredTables.STOP);

        assertThatThrownBy(() -> watch.requireKept(Set.of("a", "b"), Set.of("b"), 2, expiring))
                .hasMessageContaining("lost its txn 'a', which version 2 set to 19")
                .hasMessageContaining("Leave its property");
        watch.requireKept(Set.of("b"), Set.of(), 2, expiring);
        watch.requireKept(Set.of("a"), Set.of(), 2, Map.of());
    }

    private TableWatch watch(RestoredTables policy) {
        LogDirectory directory =
                new LogDirectory(new org.apache.hadoop.fs.Path(table.root().toUri()), table.configuration());
        return new TableWatch("t", directory, policy, ConcurrentHashMap.newKeySet());
    }

    private void foreign(long version, String operation, String parameters) throws IOException {
        Files.writeString(
                table.versionFile(version),
                "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"" + operation + "\",\"operationParameters\":"
                        + parameters + "}}\n");
    }

    private void ours(long version) throws IOException {
        Files.copy(table.versionFile(2), table.versionFile(version));
    }

    private static void commit(TableLog writer, OptionalLong base, long last) {
        assertThat(writer.commit(content(base, last))).isInstanceOf(CommitResult.Committed.class);
    }

    private static Commit content(OptionalLong base, long last) {
        DataFile file = new DataFile("part-" + last, 1234, 1_795_000_000_000L, 3, "{\"numRecords\":3}");
        TxnStep step = new TxnStep(base, base.orElse(-1) + 1, last);
        return new Commit(UUID.randomUUID(), new TreeMap<>(Map.of("a", step)), List.of(file), Map.of());
    }
}
