// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TxnStep;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that others made and that a library cannot write: said at the first look, with the table, the reason, the way out. */
final class RefusedTablesTest {
    @TempDir
    Path warehouse;

    private LocalTable table;

    @BeforeEach
    void makeTable() {
        table = new LocalTable(warehouse, 1000);
    }

    static Stream<Arguments> byKernel() {
        return Stream.of(
                refused(
                        "default values for its columns [id]",
                        withColumn("CURRENT_DEFAULT", "\"7\"").writerFeatures("allowColumnDefaults")),
                refused(
                        "checkConstraints",
                        table().writerFeatures("checkConstraints").property("delta.constraints.positive", "id > 0")),
                refused("checkConstraints", table().protocol(1, 3).property("delta.constraints.positive", "id > 0")),
                refused(
                        "generatedColumns",
                        withColumn("delta.generationExpression", "\"1 + 1\"").protocol(1, 4)),
                refused("identityColumns", withIdentityColumn()),
                refused("invariants", withInvariant()),
                refused("delta.columnMapping.mode", withColumnMapping().protocol(2, 5)),
                refused("delta.columnMapping.mode", withColumnMapping().readerFeatures("columnMapping")),
                refused("clustered by column(`late`)", clusteredByALateColumn()),
                refused(
                        "suspended row tracking",
                        table().writerFeatures("rowTracking", "domainMetadata")
                                .property("delta.rowTrackingSuspended", "true")),
                refused(
                        "catalog",
                        table().readerFeatures("catalogManaged")
                                .writerFeatures("inCommitTimestamp")
                                .property("delta.enableInCommitTimestamps", "true")),
                refused("[collations]", table().writerFeatures("collations")),
                refused("[icebergCompatV2]", table().writerFeatures("icebergCompatV2")),
                refused("odd", table().writerFeatures("odd")),
                refused("odd", table().readerFeatures("odd")),
                refused("writer version 8 ", table().protocol(1, 8)),
                refused("reader version 4 ", table().protocol(4, 7)));
    }

    static Stream<Arguments> byStandalone() {
        return Stream.of(
                refused("invariants on its columns [id]", withInvariant()),
                refused("(1,3) is too new", table().protocol(1, 3)),
                refused("(1,7) is too new", table().writerFeatures("appendOnly")),
                refused("(2,5) is too new", withColumnMapping().protocol(2, 5)),
                refused("(3,7) is too new", table().readerFeatures("deletionVectors")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("byKernel")
    void kernelSaysWhatStandsInTheWay(String why, ForeignTable foreign) throws Exception {
        foreign.writeTo(table);

        assertThat(refusal(LogLibrary.KERNEL))
                .contains(why)
                .contains(LocalTable.NAME.path())
                .contains("route the records to another table");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("byStandalone")
    void standaloneSaysWhatStandsInTheWay(String why, ForeignTable foreign) throws Exception {
        foreign.writeTo(table);

        assertThat(refusal(LogLibrary.STANDALONE))
                .contains(why)
                .contains(LocalTable.NAME.path())
                .containsAnyOf("route the records to another table", "set delta.log.library=kernel")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource
    void goesOnByItselfOnceNothingStandsInTheWay(LogLibrary library) throws Exception {
        withInvariant().writeTo(table);
        TableLog log = table.open(library);
        assertThat(log.commit(commit())).isInstanceOf(CommitResult.Unsupported.class);

        Files.write(table.versionFile(1), table().actions());

        assertThat(log.commit(commit())).isEqualTo(new CommitResult.Committed(2));
    }

    private String refusal(LogLibrary library) {
        TableLog log = table.open(library);
        String reason = catchThrowableOfType(UnsupportedTableException.class, () -> log.load(Set.of()))
                .reason();
        assertThat(table.open(library).commit(commit())).isEqualTo(new CommitResult.Unsupported(reason));
        assertThat(Files.exists(table.versionFile(1))).isFalse();
        return reason;
    }

    private static Arguments refused(String why, ForeignTable foreign) {
        return Arguments.of(why, foreign);
    }

    private static ForeignTable table() {
        return new ForeignTable();
    }

    private static ForeignTable withColumn(String key, String value) {
        return table().column("id", "long", "{\"" + key + "\":" + value + "}");
    }

    private static ForeignTable withInvariant() {
        return withColumn("delta.invariants", "\"{\\\"expression\\\":{\\\"expression\\\":\\\"id > 3\\\"}}\"");
    }

    private static ForeignTable withIdentityColumn() {
        return table().writerFeatures("identityColumns")
                .column(
                        "id",
                        "long",
                        "{\"delta.identity.start\":1,\"delta.identity.step\":1,"
                                + "\"delta.identity.allowExplicitInsert\":false}");
    }

    private static ForeignTable withColumnMapping() {
        return table().property("delta.columnMapping.mode", "name")
                .property("delta.columnMapping.maxColumnId", "1")
                .column("id", "long", "{\"delta.columnMapping.id\":1,\"delta.columnMapping.physicalName\":\"col-1\"}");
    }

    private static ForeignTable clusteredByALateColumn() {
        ForeignTable wide = table().writerFeatures("clustering", "domainMetadata")
                .domain("delta.clustering", "{\"clusteringColumns\":[[\"late\"]]}");
        for (int number = 1; number <= 32; number++) {
            wide.column("c" + number, "long");
        }
        return wide.column("late", "long");
    }

    private static Commit commit() {
        DataFile file = new DataFile("part-1", 1234, 1_795_000_000_000L, 3, "{\"numRecords\":3}");
        TxnStep step = new TxnStep(OptionalLong.empty(), 0, 1);
        return new Commit(UUID.randomUUID(), new TreeMap<>(Map.of("a", step)), List.of(file), Map.of());
    }
}
