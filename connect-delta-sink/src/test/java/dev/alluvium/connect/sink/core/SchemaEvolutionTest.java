// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static dev.alluvium.connect.sink.core.ColumnType.Primitive.INTEGER;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.LONG;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

        assertThat(SchemaEvolution.merge(table, table)).isEqualTo(new SchemaChange.Unchanged());
        assertThat(SchemaEvolution.merge(table, incoming)).isEqualTo(new SchemaChange.Unchanged());
        assertThat(SchemaEvolution.merge(table, TableSchema.EMPTY)).isEqualTo(new SchemaChange.Unchanged());
    }

    @Test
    void addsColumnsAtTheEndAndKeepsThoseThatRowsLack() {
        TableSchema table = schema(column("a", INTEGER), column("_kafka", LONG));
        TableSchema incoming = schema(column("c", STRING), column("b", STRING), column("_kafka", LONG));

        assertThat(SchemaEvolution.merge(table, incoming))
                .isEqualTo(new SchemaChange.AddColumns(
                        schema(column("a", INTEGER), column("_kafka", LONG), column("c", STRING), column("b", STRING)),
                        List.of("c", "b")));
    }

    @Test
    void takesEverythingIntoANewTable() {
        TableSchema incoming = schema(column("a", INTEGER), column("s", struct(column("x", LONG))));

        assertThat(SchemaEvolution.merge(TableSchema.EMPTY, incoming))
                .isEqualTo(new SchemaChange.AddColumns(incoming, List.of("a", "s")));
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
                .isEqualTo(new SchemaChange.AddColumns(
                        schema(
                                column("s", struct(column("t", struct(column("x", LONG), column("y", LONG))))),
                                column("l", list(struct(column("x", LONG), column("y", struct(column("z", LONG)))))),
                                column("m", map(STRING, list(struct(column("x", LONG), column("y", LONG)))))),
                        List.of("s.t.y", "l.element.y", "m.value.element.y")));
    }

    @Test
    void refusesAnotherTypeAndSaysWhatToDo() {
        SchemaChange change = SchemaEvolution.merge(
                schema(column("s", struct(column("id", LONG)))), schema(column("s", struct(column("id", STRING)))));

        assertThat(change).isEqualTo(new SchemaChange.Incompatible("s.id", "s.id", LONG, STRING));
        assertThat(((SchemaChange.Incompatible) change).message(TABLE))
                .startsWith("Column 's.id' of table bronze/orders is long, and the records have it as string.")
                .contains("Cast");
    }

    @Test
    void doesNotWidenATypeYet() {
        assertThat(SchemaEvolution.merge(schema(column("a", INTEGER)), schema(column("a", LONG))))
                .isEqualTo(new SchemaChange.Incompatible("a", "a", INTEGER, LONG));
        assertThat(SchemaEvolution.merge(schema(column("a", LONG)), schema(column("a", INTEGER))))
                .isEqualTo(new SchemaChange.Incompatible("a", "a", LONG, INTEGER));
    }

    @Test
    void takesADecimalOfOtherDigitsForAnotherType() {
        SchemaChange change =
                SchemaEvolution.merge(schema(column("a", decimal(10, 2))), schema(column("a", decimal(12, 2))));

        assertThat(change)
                .isInstanceOfSatisfying(SchemaChange.Incompatible.class, fault -> assertThat(fault.message(TABLE))
                        .contains("decimal(10,2)", "decimal(12,2)"));
        assertThat(SchemaEvolution.merge(schema(column("a", decimal(10, 2))), schema(column("a", decimal(10, 3)))))
                .isInstanceOf(SchemaChange.Incompatible.class);
    }

    @Test
    void refusesOtherShapesAndNamesTheInnermostPlace() {
        ColumnType inner = struct(column("x", LONG));

        assertThat(SchemaEvolution.merge(schema(column("a", list(LONG))), schema(column("a", list(STRING)))))
                .isEqualTo(new SchemaChange.Incompatible("a.element", "a.element", LONG, STRING));
        assertThat(SchemaEvolution.merge(schema(column("a", map(LONG, LONG))), schema(column("a", map(STRING, LONG)))))
                .isEqualTo(new SchemaChange.Incompatible("a.key", "a.key", LONG, STRING));
        assertThat(SchemaEvolution.merge(schema(column("a", map(LONG, LONG))), schema(column("a", map(LONG, inner)))))
                .isEqualTo(new SchemaChange.Incompatible("a.value", "a.value", LONG, inner));
        assertThat(SchemaEvolution.merge(schema(column("a", inner)), schema(column("a", list(inner)))))
                .isInstanceOfSatisfying(SchemaChange.Incompatible.class, fault -> assertThat(fault.message(TABLE))
                        .contains("is a struct", "as a list"));
    }

    @Test
    void refusesNamesThatOnlyCasePartsAndSaysSo() {
        SchemaChange change = SchemaEvolution.merge(
                schema(column("s", struct(column("name", STRING)))),
                schema(column("s", struct(column("Name", STRING)))));

        assertThat(change).isEqualTo(new SchemaChange.Incompatible("s.Name", "s.name", STRING, STRING));
        assertThat(((SchemaChange.Incompatible) change).message(TABLE))
                .contains("bronze/orders", "'s.name'", "'s.Name'", "only in upper and lower case", "Rename");
    }

    @Test
    void refusesNamesThatOnlyCasePartsEvenIfBothAreNew() {
        assertThat(SchemaEvolution.merge(TableSchema.EMPTY, schema(column("ID", LONG), column("id", LONG))))
                .isEqualTo(new SchemaChange.Incompatible("id", "ID", LONG, LONG));
        assertThat(SchemaEvolution.merge(
                        TableSchema.EMPTY,
                        schema(column("l", list(map(STRING, struct(column("ID", LONG), column("id", STRING))))))))
                .isEqualTo(new SchemaChange.Incompatible("l.element.value.id", "l.element.value.ID", LONG, STRING));
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

            TableSchema merged = change instanceof SchemaChange.AddColumns add ? add.merged() : table;
            changed += change instanceof SchemaChange.AddColumns ? 1 : 0;
            assertThat(change).isNotInstanceOf(SchemaChange.Incompatible.class);
            assertThat(SchemaEvolution.merge(merged, incoming)).isEqualTo(new SchemaChange.Unchanged());
            assertThat(SchemaEvolution.merge(merged, table)).isEqualTo(new SchemaChange.Unchanged());
            assertThat(SchemaEvolution.merge(merged, merged)).isEqualTo(new SchemaChange.Unchanged());
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
