// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TableState;
import dev.alluvium.connect.sink.write.TxnStep;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables on which somebody turned on features: Kernel goes on appending to them, and does what they ask of writers. */
final class KernelTableFeaturesTest {
    private static final int INTERVAL_COMMITS = 4;
    private static final Column ID = new Column("id", Primitive.LONG);
    private static final Column NAME = new Column("name", Primitive.STRING);

    @TempDir
    Path warehouse;

    private LocalTable table;

    @BeforeEach
    void makeTable() {
        table = new LocalTable(warehouse, INTERVAL_COMMITS);
    }

    static Stream<Arguments> features() {
        return FeatureTables.all().entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @Test
    void holdsACaseForEachFeatureThatIsWrittenTo() {
        assertThat(FeatureTables.all().keySet()).isEqualTo(KernelTableCheck.WRITTEN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("features")
    void appendsWidensAndCheckpoints(String feature, ForeignTable foreign) throws Exception {
        foreign.writeTo(table);
        TableLog writer = open();
        TableState before = writer.load(Set.of("a"));
        assertThat(before.schema()).isEqualTo(TableSchema.of(ID));

        append(writer, 1, OptionalLong.empty());
        assertThat(writer.evolve(new TableState(1, before.schema(), Map.of()), TableSchema.of(ID, NAME)))
                .isEqualTo(new CommitResult.Committed(2));
        append(writer, 3, OptionalLong.of(1));
        append(open(), 4, OptionalLong.of(3));
        assertThat(open().checkpoint()).hasValue(4);
        table.dropVersionsBefore(4);

        assertThat(open().load(Set.of("a"))).isEqualTo(new TableState(4, TableSchema.of(ID, NAME), Map.of("a", 4L)));
        append(open(), 5, OptionalLong.of(4));
        assertThat(table.filesByKernel())
                .extracting(DataFile::path)
                .containsExactlyInAnyOrder("part-1", "part-3", "part-4", "part-5");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("features")
    void leavesProtocolAndPropertiesAsTheyAre(String feature, ForeignTable foreign) throws Exception {
        foreign.writeTo(table);
        TableLog writer = open();
        writer.evolve(writer.load(Set.of()), TableSchema.of(ID, NAME));
        append(writer, 2, OptionalLong.empty());

        JsonNode before = table.actions(0, "metaData").get(0);
        JsonNode after = table.actions(1, "metaData").get(0);
        assertThat(after.path("configuration")).isEqualTo(before.path("configuration"));
        assertThat(after.path("id")).isEqualTo(before.path("id"));
        assertThat(table.actions(1, "protocol")).isEmpty();
        assertThat(table.actions(2, "protocol")).isEmpty();
        assertThat(table.actions(2, "metaData")).isEmpty();
    }

    @Test
    void givesEachFileItsOwnRowIdsWhoeverWroteTheOneBefore() throws Exception {
        FeatureTables.withRowTracking().writeTo(table);
        TableLog one = open();
        TableLog two = open();
        append(one, 1, OptionalLong.empty());
        append(two, 2, OptionalLong.of(1));
        assertThat(one.commit(commit(3, OptionalLong.of(2)))).isEqualTo(new CommitResult.Committed(3));
        append(one, 4, OptionalLong.of(3));

        List<Long> ids = new ArrayList<>();
        for (int version = 1; version <= 4; version++) {
            JsonNode add = table.actions(version, "add").get(0);
            ids.add(add.path("baseRowId").asLong(-1));
            assertThat(add.path("defaultRowCommitVersion").asLong()).isEqualTo(version);
            JsonNode domain = table.actions(version, "domainMetadata").get(0);
            assertThat(domain.path("domain").asText()).isEqualTo("delta.rowTracking");
            assertThat(domain.path("configuration").asText()).contains("\"rowIdHighWaterMark\":" + (3L * version - 1));
        }
        assertThat(ids).containsExactly(0L, 3L, 6L, 9L);
    }

    @Test
    void stampsEachCommitLaterThanTheOneBeforeInItsFirstAction() throws Exception {
        FeatureTables.withInCommitTimestamps().writeTo(table);
        TableLog writer = open();
        append(writer, 1, OptionalLong.empty());
        append(writer, 2, OptionalLong.of(1));
        append(open(), 3, OptionalLong.of(2));

        for (int version = 1; version <= 3; version++) {
            assertThat(Files.readAllLines(table.versionFile(version)).get(0)).startsWith("{\"commitInfo\":");
            JsonNode info = table.actions(version, "commitInfo").get(0);
            assertThat(info.path("inCommitTimestamp").asLong()).isEqualTo(ForeignTable.IN_COMMIT_TIMESTAMP + version);
            assertThat(info.path("isBlindAppend").asBoolean()).isTrue();
        }
    }

    @Test
    void keepsTheDeletionVectorsOfOtherFilesThroughItsCheckpoint() throws Exception {
        String vector = "{\"storageType\":\"u\",\"pathOrInlineDv\":\"ab^-aqEH.-t@S}K{vb[*k^\",\"offset\":4,"
                + "\"sizeInBytes\":40,\"cardinality\":1}";
        new ForeignTable()
                .readerFeatures("deletionVectors")
                .action("{\"add\":{\"path\":\"old\",\"partitionValues\":{},\"size\":1,\"modificationTime\":1,"
                        + "\"dataChange\":true,\"stats\":\"{\\\"numRecords\\\":2}\",\"deletionVector\":" + vector
                        + "}}")
                .writeTo(table);
        TableLog writer = open();
        append(writer, 1, OptionalLong.empty());
        append(writer, 2, OptionalLong.of(1));
        append(writer, 3, OptionalLong.of(2));
        append(writer, 4, OptionalLong.of(3));
        assertThat(writer.checkpoint()).hasValue(4);
        table.dropVersionsBefore(4);

        assertThat(table.deletionVectorsByKernel()).isEqualTo(Map.of("old", "ab^-aqEH.-t@S}K{vb[*k^"));
    }

    @Test
    void keepsTheTypeChangesOfAWidenedColumn() throws Exception {
        FeatureTables.withTypeWidening("typeWidening").writeTo(table);
        TableLog writer = open();
        writer.evolve(writer.load(Set.of()), TableSchema.of(ID, NAME));

        assertThat(table.actions(1, "metaData").get(0).path("schemaString").asText())
                .contains("\"delta.typeChanges\":[{", "\"fromType\":\"integer\"", "\"toType\":\"long\"");
    }

    @Test
    void startsFromACheckpointOfTheSecondKind() throws Exception {
        ForeignTable foreign =
                new ForeignTable().readerFeatures("v2Checkpoint").property("delta.checkpointPolicy", "v2");
        foreign.writeTo(table);
        append(open(), 1, OptionalLong.empty());
        writeSecondKindOfCheckpoint(foreign);
        Files.delete(table.versionFile(0));

        assertThat(open().load(Set.of("a"))).isEqualTo(new TableState(1, TableSchema.of(ID), Map.of("a", 1L)));
        append(open(), 2, OptionalLong.of(1));
        assertThat(table.filesByKernel()).extracting(DataFile::path).containsExactlyInAnyOrder("part-1", "part-2");
        assertThatThrownBy(() -> table.open(LogLibrary.STANDALONE).load(Set.of("a")))
                .isInstanceOf(UnsupportedTableException.class)
                .hasMessageContaining("delta.log.library=kernel");
    }

    /** Of version 1: one file in JSON, named by a UUID, with its own kind of first action. */
    private void writeSecondKindOfCheckpoint(ForeignTable foreign) throws Exception {
        List<String> actions = new ArrayList<>(foreign.actions());
        actions.set(0, "{\"checkpointMetadata\":{\"version\":1}}");
        Files.readAllLines(table.versionFile(1)).stream().skip(1).forEach(actions::add);
        String name = "00000000000000000001.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json";
        Files.write(table.log().resolve(name), actions);
        Files.writeString(table.log().resolve("_last_checkpoint"), "{\"version\":1,\"size\":5}");
    }

    private TableLog open() {
        return table.open(LogLibrary.KERNEL);
    }

    private void append(TableLog writer, long version, OptionalLong base) {
        CommitResult result = writer.commit(commit(version, base));
        if (result instanceof CommitResult.Conflict) {
            result = writer.commit(commit(version, base));
        }
        assertThat(result).isEqualTo(new CommitResult.Committed(version));
    }

    private static Commit commit(long version, OptionalLong base) {
        DataFile file = new DataFile("part-" + version, 1234, 1_795_000_000_000L, 3, "{\"numRecords\":3}");
        TxnStep step = new TxnStep(base, version, version);
        return new Commit(UUID.randomUUID(), new TreeMap<>(Map.of("a", step)), List.of(file), Map.of());
    }
}
