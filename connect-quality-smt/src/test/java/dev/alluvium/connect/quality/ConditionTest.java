// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.quality.check.FieldPath;
import dev.alluvium.connect.quality.check.Nodes;
import dev.alluvium.connect.quality.expression.Condition;
import dev.alluvium.connect.quality.expression.ExpressionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final ConnectNodes NODES = new ConnectNodes(Placeholder.of(Placeholder.DEFAULT));
    private static final Schema ADDRESS = SchemaBuilder.struct()
            .optional()
            .field("city", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .field("quantity", Schema.INT32_SCHEMA)
            .field("price", Decimal.schema(2))
            .field("total", Decimal.schema(2))
            .field("weight", Schema.FLOAT64_SCHEMA)
            .field("ratio", Schema.FLOAT32_SCHEMA)
            .field("state", Schema.STRING_SCHEMA)
            .field("paid", Schema.BOOLEAN_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ordered", Timestamp.SCHEMA)
            .field("shipped", Timestamp.SCHEMA)
            .field("address", ADDRESS)
            .field("and so on", Schema.INT64_SCHEMA)
            .build();

    private static Struct order() {
        return new Struct(ORDER)
                .put("quantity", 3)
                .put("price", new BigDecimal("9.99"))
                .put("total", new BigDecimal("29.97"))
                .put("weight", 12.5)
                .put("ratio", 0.1f)
                .put("state", "shipped")
                .put("paid", true)
                .put("ordered", Date.from(Instant.parse("2026-11-01T10:00:00Z")))
                .put("shipped", Date.from(Instant.parse("2026-11-03T10:00:00Z")))
                .put("address", new Struct(ADDRESS).put("city", "Bern"))
                .put("and so on", Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quantity * price = total",
                "quantity*price == 29.970 and not quantity * price <> total",
                "shipped >= ordered",
                "ordered < '2026-11-02' AND shipped > '2026-11-03T09:59:59Z'",
                "state IN ('new', 'shipped')",
                "state not in ('lost')",
                "quantity between 1 and 3 AND weight NOT BETWEEN 13 AND 14",
                "paid",
                "NOT (state = 'shipped' AND NOT paid)",
                "state <> 'shipped' OR paid = true",
                "note IS NULL",
                "address.city IS NOT NULL and length(address.city) = 4",
                "upper(address.city) = 'BERN' AND lower('BERN') = trim(' bern ')",
                "coalesce(note, state, 'none') = 'shipped'",
                "abs(2 - quantity) = 1 AND abs(-2.5) = 2.5",
                "-quantity + 4 > 0 - 0.5",
                "(quantity + 2) % 2 = 1 AND quantity / 2 = 1.5",
                "weight > 12 AND weight < 12.6 AND ratio = 0.1",
                "\"and so on\" + 1 > `and so on` AND `and so on` * 2 > 0",
                "'it''s' = 'it''s'",
                "10 - 3 - 2 = 5 AND 2 + 3 * 4 = 14"
            })
    void holdsWhereItIsTrue(String condition) {
        assertThat(new Condition(condition, NODES).holds(order())).isTrue();
        assertThat(new Condition("NOT (" + condition + ")", NODES).holds(order()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "note = 'x'",
                "NOT note = 'x'",
                "note IN ('x')",
                "state IN ('new', NULL)",
                "note = 'x' AND paid",
                "note = 'x' OR NOT paid",
                "nowhere.at.all > 3",
                "length(note) > 3",
                "quantity > NULL",
                "1 + coalesce(note, NULL) = 2"
            })
    void holdsWhereItIsUnknown(String condition) {
        assertThat(new Condition(condition, NODES).holds(order())).isTrue();
        assertThat(new Condition("NOT (" + condition + ")", NODES).holds(order()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"note = 'x' AND NOT paid", "(note = 'x' OR NOT paid) AND quantity = 4"})
    void isFalseWhereOnePartDecides(String condition) {
        assertThat(new Condition(condition, NODES).holds(order())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state > 3",
                "NOT state > 3",
                "paid = 'true'",
                "length(quantity) = 1",
                "state + 1 = 2",
                "quantity / 0 = 1",
                "quantity AND paid",
                "address = 'Bern'",
                "ordered < 'yesterday'",
                "quantity"
            })
    void doesNotHoldWhereItCannotBeAsked(String condition) {
        assertThat(new Condition(condition, NODES).holds(order())).isFalse();
    }

    @Test
    void holdsWhereTheSourceDidNotTell() {
        Struct untold = order().put("state", Placeholder.DEFAULT);

        assertThat(new Condition("state = 'new'", NODES).holds(untold)).isTrue();
        assertThat(new Condition("NOT state = 'new'", NODES).holds(untold)).isTrue();
        assertThat(new Condition("state = 'new'", NODES).holds(null)).isTrue();
        assertThat(new Condition("state = 'new'", NODES).holds(Nodes.MISSING)).isTrue();
    }

    @Test
    void readsRecordsWithoutASchema() {
        Map<String, @Nullable Object> order = new HashMap<>(Map.of("quantity", 3L, "price", 9.99, "total", 29.97));
        order.put("big", BigInteger.TWO.pow(70));

        assertThat(new Condition("quantity * price = total", NODES).holds(order))
                .isTrue();
        assertThat(new Condition("big > 9223372036854775807", NODES).holds(order))
                .isTrue();
        assertThat(new Condition("total / quantity < price", NODES).holds(order))
                .isFalse();
        order.put("price", Double.NaN);
        assertThat(new Condition("price * 1 > 0", NODES).holds(order)).isFalse();
        assertThat(FieldPath.of("").steps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^ | a value must stand where 'the end' is (at character 1)",
                "a > | a value must stand where 'the end' is (at character 4)",
                "a > 1 b | 'b' is one word too many (at character 7)",
                "a = 'x | the quote is not closed (at character 5)",
                "a ; b | ';' means nothing here (at character 3)",
                "(a > 1 | ')' must stand where 'the end' is (at character 7)",
                "a IS 1 | NULL must stand where '1' is (at character 6)",
                "a NOT 1 | IN or BETWEEN must stand where '1' is (at character 7)",
                "a BETWEEN 1 OR 2 | AND must stand where 'OR' is (at character 13)",
                "a. > 1 | the name of a field must stand where '>' is (at character 4)",
                "a LIKE 'x' | 'LIKE' is one word too many (at character 3)",
                "size(a) > 1 | there is no function 'size'; there are [LENGTH, LOWER, UPPER, TRIM, ABS, COALESCE] (at character 1)",
                "length(a, b) > 1 | length does not take 2 arguments (at character 1)",
                "AND a | a value must stand where 'AND' is (at character 1)",
                "a + 1 | a condition must be true or false, and this is a number (at character 1)"
            })
    void saysWhatIsWrongAndWhere(String text, String fault) {
        assertThatThrownBy(() -> new Condition(text, NODES))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(fault);
    }

    @Test
    void refusesToGoDownForEver() {
        String deep = "(".repeat(5_000) + "a" + ")".repeat(5_000);

        assertThatThrownBy(() -> new Condition(deep, NODES)).hasMessageStartingWith("it is nested too deep");
    }
}
