// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in the log's files, whichever library wrote them; and tables that others made. */
final class WrittenLogTest {
    private static final TableSchema SCHEMA = TableSchema.of(new Column("id", Primitive.LONG));

    @TempDir
    Path warehouse;

    private LocalTable table;

    @BeforeEach
    void makeTable() {
        table = new LocalTable(warehouse, 1000);
    }

    @ParameterizedTest
    @EnumSource
    void isAtTheProtocolThatEveryReaderKnows(LogLibrary library) throws Exception {
        create(library);

        JsonNode protocol = table.actions(0, "protocol").get(0);
        assertThat(protocol.toString()).isEqualTo("{\"minReaderVersion\":1,\"minWriterVersion\":2}");
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhoCommittedWhatAndFromWhichOffsets(LogLibrary library) throws Exception {
        TableLog writer = create(library);
        UUID id = UUID.randomUUID();
        writer.commit(new Commit(
                id,
                new TreeMap<>(Map.of(
                        "sink/orders@0/1", new TxnStep(OptionalLong.empty(), 3, 10),
                        "sink/orders@0/2", new TxnStep(OptionalLong.empty(), 0, 4))),
                List.of(file("part-1.parquet"), file("part-2.parquet")),
                Map.of("alluvium.fingerprint", "f\"1")));

        JsonNode info = table.actions(1, "commitInfo").get(0);
        assertThat(info.path("operation").asText()).isEqualTo("STREAMING UPDATE");
        assertThat(info.path("isBlindAppend").asBoolean()).isTrue();
        assertThat(info.path("engineInfo").asText()).startsWith("Alluvium/0-test");
        JsonNode parameters = info.path("operationParameters");
        assertThat(parameters.path(Commit.ID_PARAMETER).asText()).isEqualTo(id.toString());
        assertThat(parameters.path(Commit.OFFSETS_PARAMETER).asText())
                .isEqualTo("{\"sink/orders@0/1\":[3,10],\"sink/orders@0/2\":[0,4]}");
        assertThat(parameters.path("alluvium.fingerprint").asText()).isEqualTo("f\"1");
        assertThat(info.path("operationMetrics").path("numOutputRows").asText()).isEqualTo("6");
        assertThat(info.path("operationMetrics").path("numAddedFiles").asText()).isEqualTo("2");
        assertThat(info.path("operationMetrics").path("numOutputBytes").asText())
                .isEqualTo("2468");
    }

    @ParameterizedTest
    @EnumSource
    void addsFilesByRelativeEncodedPathAndEscapedStatistics(LogLibrary library) throws Exception {
        TableLog writer = create(library);
        writer.commit(commit(file("day=1/a b%c:ü.parquet")));

        JsonNode add = table.actions(1, "add").get(0);
        assertThat(add.path("path").asText()).isEqualTo("day=1/a%20b%25c%3A%C3%BC.parquet");
        assertThat(add.path("stats").isTextual()).isTrue();
        assertThat(add.path("dataChange").asBoolean()).isTrue();
        assertThat(add.path("partitionValues").toString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @EnumSource
    void namesTheOperationOfASchemaChange(LogLibrary library) throws Exception {
        TableLog writer = create(library);
        writer.evolve(writer.load(Set.of()), TableSchema.of(new Column("id", Primitive.LONG), text("name")));

        assertThat(operation(0)).isEqualTo("CREATE TABLE");
        assertThat(operation(1)).isEqualTo("ADD COLUMNS");
        assertThat(table.actions(1, "metaData").get(0).path("id"))
                .isEqualTo(table.actions(0, "metaData").get(0).path("id"));
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingButVersionsBehind(LogLibrary library) throws Exception {
        TableLog writer = create(library);
        writer.commit(commit(file("part-1.parquet")));

        try (Stream<Path> files = Files.list(table.log())) {
            assertThat(files).containsExactlyInAnyOrder(table.versionFile(0), table.versionFile(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverCheckpointsWithinACommit(LogLibrary library) throws Exception {
        new ForeignTable().property("delta.checkpointInterval", "1").writeTo(table);
        TableLog writer = table.open(library);

        assertThat(writer.commit(commit(file("part-1.parquet")))).isEqualTo(new CommitResult.Committed(1));
        assertThat(table.hasCheckpoint(1)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatItDoesNotKnowOfATableThatOthersMade(LogLibrary library) throws Exception {
        String commented = "{\"name\":\"id\",\"type\":\"long\",\"nullable\":false,\"metadata\":{\"comment\":\"key\"}}";
        new ForeignTable().property("owner", "me").field(commented).writeTo(table);
        TableLog writer = table.open(library);

        TableState state = writer.load(Set.of());
        assertThat(state.schema()).isEqualTo(SCHEMA);
        assertThat(writer.evolve(state, TableSchema.of(new Column("id", Primitive.LONG), text("name"))))
                .isEqualTo(new CommitResult.Committed(1));
        JsonNode metadata = table.actions(1, "metaData").get(0);
        assertThat(metadata.path("id").asText()).isEqualTo("foreign");
        assertThat(metadata.path("configuration").toString()).isEqualTo("{\"owner\":\"me\"}");
        assertThat(metadata.path("schemaString").asText()).contains("\"comment\":\"key\"", "\"nullable\":false");
    }

    @ParameterizedTest
    @EnumSource
    void refusesColumnNamesThatDifferInCaseOnly(LogLibrary library) throws Exception {
        TableLog writer = create(library);
        TableSchema doubled = TableSchema.of(new Column("id", Primitive.LONG), text("ID"));

        assertThat(writer.evolve(writer.load(Set.of()), doubled)).isInstanceOf(CommitResult.Unsupported.class);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherTypeForAColumn(LogLibrary library) throws Exception {
        TableLog writer = create(library);

        assertThat(writer.evolve(writer.load(Set.of()), TableSchema.of(text("id"))))
                .isInstanceOfSatisfying(CommitResult.Unsupported.class, refused -> assertThat(refused.reason())
                        .contains("column id is \"long\" in the table, and \"string\" is wanted"));
    }

    private TableLog create(LogLibrary library) throws Exception {
        TableLog writer = table.open(library);
        assertThat(writer.evolve(writer.load(Set.of()), SCHEMA)).isEqualTo(new CommitResult.Committed(0));
        return writer;
    }

    private String operation(long version) throws Exception {
        return table.actions(version, "commitInfo").get(0).path("operation").asText();
    }

    private static Column text(String name) {
        return new Column(name, Primitive.STRING);
    }

    private static Commit commit(DataFile file) {
        TxnStep step = new TxnStep(OptionalLong.empty(), 0, 1);
        return new Commit(UUID.randomUUID(), new TreeMap<>(Map.of("a", step)), List.of(file), Map.of());
    }

    private static DataFile file(String path) {
        return new DataFile(path, 1234, 1_795_000_000_000L, 3, "{\"numRecords\":3}");
    }
}
