// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.UnfitValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks the table of {@code docs/type-mapping.md}: each of its rows is what the code does, and no type lacks a row. */
class TypeMappingTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "type-mapping.md");
    private static final String HEAD = "| Connect or Debezium | Delta | Spark | Trino | Python | |";
    private static final String RULE = "|---|---|---|---|---|---|";

    private static final Map<String, TypeCase> CASES = TypeCases.all().stream()
            .collect(Collectors.toMap(TypeCase::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));

    /** Writes the table anew when run with {@code -Dalluvium.docs.write=true}. */
    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("alluvium.docs.write")) {
            String page = Files.readString(PAGE);
            int begin = page.indexOf(RULE) + RULE.length() + 1;
            int end = page.indexOf("\n\n", begin) + 1;
            String table =
                    CASES.values().stream().map(TypeMappingTest::row).collect(Collectors.joining("\n", "", "\n"));
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        }
    }

    static List<String> rows() {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.dropWhile(line -> !line.equals(HEAD))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRowOfTheDocumentationIsWhatTheCodeDoes(String row) {
        String name = row.substring(row.indexOf('`') + 1, row.indexOf('`', row.indexOf('`') + 1));
        TypeCase type = CASES.get(name);
        assertThat(type).as("a test case for the row of " + name).isNotNull();

        assertThat(row)
                .as(
                        "docs/type-mapping.md is stale: run mvn -pl connect-delta-sink -am test -Dtest=TypeMappingTest -Dsurefire.failIfNoSpecifiedTests=false "
                                + "-Dalluvium.docs.write=true, and commit it")
                .isEqualTo(row(type));
    }

    @Test
    void everyTypeHasARow() {
        assertThat(rows()).hasSize(CASES.size());
        assertThat(CASES.values().stream()
                        .map(type -> type.schema().name())
                        .filter(name -> name != null)
                        .distinct())
                .containsAll(LogicalTypes.names());
    }

    static List<TypeCase> cases() {
        return List.copyOf(CASES.values());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachValueComesToItsColumnAsItIs(TypeCase type) {
        ValueEmitter emitter = emitter(type.schema());
        for (TypeCase.Stored value : type.values()) {
            assertThat(emitter.mayMisfit() ? emitter.misfit(value.delivered()) : null)
                    .as(type.name())
                    .isNull();
            assertThat(emitted(emitter, type.schema(), value.delivered()))
                    .as(type.name())
                    .isEqualTo(value.stored());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachValueThatDoesNotFitIsToldOfBeforehand(TypeCase type) {
        ValueEmitter emitter = emitter(type.schema());
        for (Object value : type.misfits()) {
            assertThat(emitter.mayMisfit()).as(type.name()).isTrue();
            assertThat(emitter.misfit(value)).as(type.name()).contains("'after.f");
            assertThatThrownBy(() -> emitted(emitter, type.schema(), value))
                    .as(type.name())
                    .isInstanceOf(UnfitValueException.class)
                    .hasMessageContaining("'after.f");
            assertThat(new JsonText("_rescued").of(type.schema(), value)).isNotEmpty();
        }
    }

    private static ValueEmitter emitter(Schema schema) {
        return Emitters.compile(schema, columns(schema).get(0).type(), "after.f");
    }

    private static Object emitted(ValueEmitter emitter, Schema schema, Object value) {
        RecordedRows rows = new RecordedRows(TableSchema.of(columns(schema).get(0)));
        rows.startRow();
        new ColumnEmitter(0, emitter, schema, "after.f", null).emit(value, rows);
        rows.endRow();
        return rows.rows().get(0).get("f");
    }

    /** All columns that a field {@code f} fills. */
    private static List<Column> columns(Schema schema) {
        Schema struct = SchemaBuilder.struct().field("f", schema).build();
        return ((ColumnType.Struct) ColumnTypes.of(struct, "after")).columns();
    }

    private static String row(TypeCase type) {
        List<Column> columns = columns(type.schema());
        List<String> cells = new ArrayList<>();
        cells.add("`" + type.name() + "`");
        for (ReaderTypes reader : ReaderTypes.values()) {
            cells.add("`" + reader.of(columns) + "`");
        }
        cells.add(type.note());
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |")).replace("|  |", "| |");
    }
}
