// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static dev.alluvium.connect.sink.core.ColumnType.Primitive.BYTE;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.DATE;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.DOUBLE;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.FLOAT;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.INTEGER;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.LONG;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.SHORT;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.STRING;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaEvolutionTest {
    private static final List<ColumnType> LEAVES = List.of(ColumnType.Primitive.values());
    private static final TableName TABLE = new TableName("bronze/orders");

    @Test
    void isUnchangedWhenTheTableHasEverythingInWhateverOrder() {
        TableSchema table = schema(column("a", INTEGER), column("s", struct(column("x", LONG), column("y", LONG))));
        TableSchema incoming = schema(column("s", struct(column("y", LONG))), column("a", INTEGER));

        assertThat(SchemaEvolution.merge(table, table)).isEqualTo(unchanged(table));
        assertThat(SchemaEvolution.merge(table, incoming)).isEqualTo(unchanged(table));
        assertThat(SchemaEvolution.merge(table, TableSchema.EMPTY)).isEqualTo(unchanged(table));
    }

    @Test
    void addsColumnsAtTheEndAndKeepsThoseThatRowsLack() {
        TableSchema table = schema(column("a", INTEGER), column("_kafka", LONG));
        TableSchema incoming = schema(column("c", STRING), column("b", STRING), column("_kafka", LONG));

        assertThat(SchemaEvolution.merge(table, incoming))
                .isEqualTo(added(
                        schema(column("a", INTEGER), column("_kafka", LONG), column("c", STRING), column("b", STRING)),
                        List.of("c", "b")));
    }

    @Test
    void takesEverythingIntoANewTable() {
        TableSchema incoming = schema(column("a", INTEGER), column("s", struct(column("x", LONG))));

        assertThat(SchemaEvolution.merge(TableSchema.EMPTY, incoming)).isEqualTo(added(incoming, List.of("a", "s")));
    }

    @Test
    void addsColumnsAtAnyDepth() {
        TableSchema table = schema(
                column("s", struct(column("t", struct(column("x", LONG))))),
                column("l", list(struct(column("x", LONG)))),
                column("m", map(STRING, list(struct(column("x", LONG))))));
        TableSchema incoming = schema(
                column("s", struct(column("t", struct(column("y", LONG), column("x", LONG))))),
                column("l", list(struct(column("y", struct(column("z", LONG)))))),
                column("m", map(STRING, list(struct(column("y", LONG))))));

        assertThat(SchemaEvolution.merge(table, incoming))
                .isEqualTo(added(
                        schema(
                                column("s", struct(column("t", struct(column("x", LONG), column("y", LONG))))),
                                column("l", list(struct(column("x", LONG), column("y", struct(column("z", LONG)))))),
                                column("m", map(STRING, list(struct(column("x", LONG), column("y", LONG)))))),
                        List.of("s.t.y", "l.element.y", "m.value.element.y")));
    }

    @Test
    void namesAnotherTypeAndMergesTheRest() {
        TableSchema table = schema(column("s", struct(column("id", LONG))));
        SchemaChange change = SchemaEvolution.merge(
                table, schema(column("s", struct(column("id", STRING), column("x", LONG))), column("b", LONG)));

        assertThat(change)
                .isEqualTo(new SchemaChange(
                        schema(column("s", struct(column("id", LONG), column("x", LONG))), column("b", LONG)),
                        List.of("s.x", "b"),
                        List.of(new SchemaClash.OtherType("s.id", LONG, STRING))));
        assertThat(change.clashes().get(0).message(TABLE))
                .startsWith("Column 's.id' of table bronze/orders is long, and the records have it as string.")
                .contains("Cast");
    }

    @Test
    void takesNarrowerNumbersIntoAWiderColumnAndLeavesItsTypeAlone() {
        List<ColumnType> integers = List.of(BYTE, SHORT, INTEGER, LONG);
        for (ColumnType wide : integers) {
            for (ColumnType narrow : integers) {
                TableSchema table = schema(column("a", wide), column("l", list(wide)), column("m", map(wide, wide)));
                boolean holds = integers.indexOf(wide) >= integers.indexOf(narrow);

                assertThat(SchemaEvolution.merge(table, schema(column("a", narrow), column("l", list(narrow))))
                                .clashes()
                                .isEmpty())
                        .isEqualTo(holds);
                assertThat(SchemaEvolution.merge(table, schema(column("m", map(narrow, narrow))))
                                .clashes()
                                .isEmpty())
                        .isEqualTo(holds);
                assertThat(SchemaEvolution.merge(table, schema(column("a", narrow)))
                                .isNeeded())
                        .isFalse();
            }
        }
        assertThat(clashes(DOUBLE, FLOAT)).isEmpty();
        assertThat(clashes(FLOAT, DOUBLE)).hasSize(1);
        assertThat(clashes(DOUBLE, INTEGER)).hasSize(1);
        assertThat(clashes(INTEGER, DATE)).hasSize(1);
        assertThat(clashes(TIMESTAMP, DATE)).hasSize(1);
        assertThat(clashes(TIMESTAMP, LONG)).hasSize(1);
        assertThat(clashes(STRING, INTEGER)).hasSize(1);
    }

    @Test
    void takesADecimalWhereAllItsDigitsHaveAPlace() {
        assertThat(clashes(decimal(12, 2), decimal(10, 2))).isEmpty();
        assertThat(clashes(decimal(12, 4), decimal(10, 2))).isEmpty();
        assertThat(clashes(decimal(12, 2), decimal(10, 1))).isEmpty();
        assertThat(clashes(decimal(10, 2), decimal(12, 2))).hasSize(1).first().satisfies(clash -> assertThat(
                        clash.message(TABLE))
                .contains("decimal(10,2)", "decimal(12,2)"));
        assertThat(clashes(decimal(12, 2), decimal(12, 3))).hasSize(1);
        assertThat(clashes(decimal(12, 4), decimal(12, 2))).hasSize(1);
        assertThat(clashes(decimal(38, 0), LONG)).hasSize(1);
    }

    @Test
    void namesTheInnermostPlaceOfOtherShapes() {
        ColumnType inner = struct(column("x", LONG));

        assertThat(clashes(list(LONG), list(STRING)))
                .containsExactly(new SchemaClash.OtherType("a.element", LONG, STRING));
        assertThat(clashes(map(LONG, LONG), map(STRING, LONG)))
                .containsExactly(new SchemaClash.OtherType("a.key", LONG, STRING));
        assertThat(clashes(map(LONG, LONG), map(LONG, inner)))
                .containsExactly(new SchemaClash.OtherType("a.value", LONG, inner));
        assertThat(clashes(inner, list(inner))).first().satisfies(clash -> assertThat(clash.message(TABLE))
                .contains("is a struct", "as a list"));
    }

    @Test
    void addsNothingToAListOrMapThatHoldsAClash() {
        TableSchema table = schema(
                column("l", list(struct(column("x", LONG)))),
                column("m", map(STRING, struct(column("x", LONG), column("l", list(LONG))))));
        TableSchema incoming = schema(
                column("l", list(struct(column("new", LONG), column("x", STRING)))),
                column("m", map(STRING, struct(column("new", LONG), column("l", list(STRING))))));

        SchemaChange change = SchemaEvolution.merge(table, incoming);

        assertThat(change.merged()).isEqualTo(table);
        assertThat(change.added()).isEmpty();
        assertThat(change.clashes()).extracting(SchemaClash::path).containsExactly("l.element.x", "m.value.l.element");
    }

    @Test
    void neverAddsAColumnInsideOfAMapKey() {
        TableSchema table = schema(column("m", map(struct(column("x", LONG)), LONG)));

        SchemaChange change = SchemaEvolution.merge(
                table, schema(column("m", map(struct(column("x", LONG), column("y", LONG)), LONG))));

        assertThat(change.merged()).isEqualTo(table);
        assertThat(change.clashes()).extracting(SchemaClash::path).containsExactly("m.key");
    }

    @Test
    void namesWhatOnlyCaseParts() {
        TableSchema table = schema(column("s", struct(column("name", STRING))));

        SchemaChange change = SchemaEvolution.merge(table, schema(column("s", struct(column("Name", STRING)))));

        assertThat(change)
                .isEqualTo(new SchemaChange(table, List.of(), List.of(new SchemaClash.OtherCase("s.Name", "s.name"))));
        assertThat(change.clashes().get(0).message(TABLE))
                .contains("bronze/orders", "'s.name'", "'s.Name'", "only in upper and lower case", "Rename");
    }

    @Test
    void takesTheFirstOfNewNamesThatOnlyCaseParts() {
        ColumnType twice = struct(column("ID", LONG), column("id", STRING));

        assertThat(SchemaEvolution.merge(
                        TableSchema.EMPTY, schema(column("ID", LONG), column("id", LONG), column("s", twice))))
                .isEqualTo(new SchemaChange(
                        schema(column("ID", LONG), column("s", struct(column("ID", LONG)))),
                        List.of("ID", "s"),
                        List.of(new SchemaClash.OtherCase("id", "ID"), new SchemaClash.OtherCase("s.id", "s.ID"))));
        assertThat(SchemaEvolution.merge(
                        TableSchema.EMPTY,
                        schema(column("l", list(map(STRING, twice))), column("s", struct(column("l", list(twice)))))))
                .isEqualTo(new SchemaChange(
                        TableSchema.EMPTY,
                        List.of(),
                        List.of(
                                new SchemaClash.OtherCase("l.element.value.id", "l.element.value.ID"),
                                new SchemaClash.OtherCase("s.l.element.id", "s.l.element.ID"))));
    }

    @Test
    void addsOnlyWhatMayBeAdded() {
        TableSchema table =
                schema(column("a", struct(column("x", LONG))), column("l", list(struct(column("x", LONG)))));
        TableSchema incoming = schema(
                column("a", struct(column("x", LONG), column("y", LONG))),
                column("l", list(struct(column("x", LONG), column("y", LONG)))),
                column("b", LONG),
                column("own", struct(column("b", LONG))));

        SchemaChange change = SchemaEvolution.merge(table, incoming, path -> path.equals("own"));

        assertThat(change.added()).containsExactly("own");
        assertThat(change.clashes())
                .containsExactly(
                        new SchemaClash.Unknown("a.y"),
                        new SchemaClash.Unknown("l.element.y"),
                        new SchemaClash.Unknown("b"));
        assertThat(change.merged())
                .isEqualTo(schema(
                        table.columns().get(0), table.columns().get(1), column("own", struct(column("b", LONG)))));
        assertThat(change.clashes().get(0).message(TABLE)).contains("a.y", "delta.schema.evolution");
    }

    @Test
    void tellsANameWithAPointFromAFieldOfAStruct() {
        SchemaChange change = SchemaEvolution.merge(
                TableSchema.EMPTY,
                schema(column("a.b", LONG), column("a", struct(column("b", LONG), column("`", LONG)))));

        assertThat(change.added()).containsExactly("`a.b`", "a");
        assertThat(SchemaEvolution.merge(schema(column("a", struct())), schema(column("a", struct(column("`", LONG)))))
                        .added())
                .containsExactly("a.````");
    }

    @Test
    void mergesTenThousandColumnsAsFastAsTheyAreLookedAt() {
        TableSchema table = new TableSchema(IntStream.range(0, 10_000)
                .mapToObj(i -> column("c" + i, i % 2 == 0 ? LONG : struct(column("x", LONG))))
                .toList());
        TableSchema incoming = new TableSchema(IntStream.range(5_000, 15_000)
                .mapToObj(i -> column("c" + i, i % 3 == 0 ? STRING : struct(column("y", LONG))))
                .toList());

        SchemaChange change = assertTimeout(Duration.ofSeconds(2), () -> SchemaEvolution.merge(table, incoming));

        assertThat(change.merged().columns()).hasSize(15_000);
        assertThat(change.clashes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void mergedIsASupersetOfBothInTheOrderOfTheTableAndMergesIntoItself(long seed) {
        Random random = new Random(seed);
        int changed = 0;
        for (int round = 0; round < 200; round++) {
            TableSchema table = new TableSchema(randomColumns(random, 0));
            TableSchema incoming = new TableSchema(randomColumns(random, 0));
            SchemaChange change = SchemaEvolution.merge(table, incoming);

            TableSchema merged = change.merged();
            changed += change.isNeeded() ? 1 : 0;
            assertThat(change.clashes()).isEmpty();
            assertThat(SchemaEvolution.merge(merged, incoming)).isEqualTo(unchanged(merged));
            assertThat(SchemaEvolution.merge(merged, table)).isEqualTo(unchanged(merged));
            assertThat(SchemaEvolution.merge(merged, merged)).isEqualTo(unchanged(merged));
            assertBeginsAs(merged.columns(), table.columns());
        }
        assertThat(changed).isGreaterThan(100);
    }

    /** The columns of {@code merged} begin with those of {@code table}, in their order, at every depth. */
    private static void assertBeginsAs(List<Column> merged, List<Column> table) {
        assertThat(merged).hasSizeGreaterThanOrEqualTo(table.size());
        for (int i = 0; i < table.size(); i++) {
            assertThat(merged.get(i).name()).isEqualTo(table.get(i).name());
            assertBeginsAs(merged.get(i).type(), table.get(i).type());
        }
    }

    private static void assertBeginsAs(ColumnType merged, ColumnType table) {
        if (merged instanceof ColumnType.Struct after && table instanceof ColumnType.Struct before) {
            assertBeginsAs(after.columns(), before.columns());
        } else if (merged instanceof ColumnType.ListOf after && table instanceof ColumnType.ListOf before) {
            assertBeginsAs(after.element(), before.element());
        } else if (merged instanceof ColumnType.MapOf after && table instanceof ColumnType.MapOf before) {
            assertThat(after.key()).isEqualTo(before.key());
            assertBeginsAs(after.value(), before.value());
        } else {
            assertThat(merged).isEqualTo(table);
        }
    }

    /** A name says its type, so that any two of these schemas are compatible. */
    private static List<Column> randomColumns(Random random, int depth) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            if (random.nextBoolean()) {
                columns.add(random.nextInt(columns.size() + 1), randomColumn(random, i, depth));
            }
        }
        return columns;
    }

    private static Column randomColumn(Random random, int number, int depth) {
        if (depth < 3 && number == 0) {
            return column("struct", struct(randomColumns(random, depth + 1).toArray(Column[]::new)));
        }
        if (depth < 3 && number == 1) {
            return column("list", list(struct(randomColumns(random, depth + 1).toArray(Column[]::new))));
        }
        if (depth < 3 && number == 2) {
            return column(
                    "map", map(STRING, struct(randomColumns(random, depth + 1).toArray(Column[]::new))));
        }
        return column("c" + number, LEAVES.get(number));
    }

    private static SchemaChange unchanged(TableSchema table) {
        return new SchemaChange(table, List.of(), List.of());
    }

    private static SchemaChange added(TableSchema merged, List<String> paths) {
        return new SchemaChange(merged, paths, List.of());
    }

    private static List<SchemaClash> clashes(ColumnType table, ColumnType incoming) {
        SchemaChange change = SchemaEvolution.merge(schema(column("a", table)), schema(column("a", incoming)));
        assertThat(change.merged()).isEqualTo(schema(column("a", table)));
        return change.clashes();
    }

    private static TableSchema schema(Column... columns) {
        return TableSchema.of(columns);
    }

    private static Column column(String name, ColumnType type) {
        return new Column(name, type);
    }

    private static ColumnType struct(Column... columns) {
        return new ColumnType.Struct(List.of(columns));
    }

    private static ColumnType list(ColumnType element) {
        return new ColumnType.ListOf(element);
    }

    private static ColumnType map(ColumnType key, ColumnType value) {
        return new ColumnType.MapOf(key, value);
    }

    private static ColumnType decimal(int precision, int scale) {
        return new ColumnType.Decimal(precision, scale);
    }
}
