// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.quality.check.Action;
import dev.alluvium.connect.quality.check.Check;
import dev.alluvium.connect.quality.check.FieldPath;
import dev.alluvium.connect.quality.check.Length;
import dev.alluvium.connect.quality.check.Presence;
import dev.alluvium.connect.quality.check.RecordPlan;
import dev.alluvium.connect.quality.check.Rule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where rules find their values, in records with a schema and without one alike. */
class RecordPlanTest {
    private static final Schema LINE = SchemaBuilder.struct()
            .optional()
            .field("sku", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .field(
                    "note",
                    SchemaBuilder.string().optional().defaultValue("none").build())
            .field("line", LINE)
            .field("lines", SchemaBuilder.array(LINE).optional().build())
            .field(
                    "tags",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, LINE).optional().build())
            .build();

    private static final ConnectNodes NODES = new ConnectNodes(Placeholder.of(Placeholder.DEFAULT));

    /** How a record comes. */
    enum Form {
        STRUCT {
            @Override
            Object line(@Nullable String sku) {
                return new Struct(LINE).put("sku", sku);
            }

            @Override
            Object order(Map<String, @Nullable Object> fields) {
                Struct order = new Struct(ORDER);
                fields.forEach(order::put);
                return order;
            }
        },
        MAP {
            @Override
            Object line(@Nullable String sku) {
                Map<String, @Nullable Object> line = new HashMap<>();
                line.put("sku", sku);
                return line;
            }

            @Override
            Object order(Map<String, @Nullable Object> fields) {
                return fields;
            }
        };

        abstract Object line(@Nullable String sku);

        abstract Object order(Map<String, @Nullable Object> fields);
    }

    @ParameterizedTest
    @EnumSource
    void findsFlatNestedAndRepeatedValues(Form form) {
        Object order = form.order(Map.of(
                "note",
                "too long",
                "line",
                form.line("too long"),
                "lines",
                List.of(form.line("ok"), form.line("too long")),
                "tags",
                Map.of("a", form.line("ok"), "b", form.line("too long"))));

        assertThat(violated(order, "note", "line.sku", "lines[*].sku", "tags{*}.sku"))
                .containsExactly("note", "line.sku", "lines[*].sku", "tags{*}.sku");
    }

    @ParameterizedTest
    @EnumSource
    void violatesNothingWhereAllIsWell(Form form) {
        Object order = form.order(Map.of(
                "note", "ok", "line", form.line("ok"), "lines", List.of(), "tags", Map.of("a", form.line("ok"))));

        assertThat(violated(order, "note", "line.sku", "lines[*].sku", "tags{*}.sku", "lines[*].sku.deeper"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void endsWhereThereIsNothingMore(Form form) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("note", null);
        fields.put("line", null);
        fields.put("lines", Arrays.asList(form.line(null), null));
        Object order = form.order(fields);

        assertThat(missing(order, "note", "line.sku", "lines[*].sku", "lines", "other", "note.deeper"))
                .as("what is null, or not there at all")
                .containsExactly("note", "line.sku", "lines[*].sku", "other", "note.deeper");
    }

    @Test
    void takesANullForANullWhereItsFieldHasADefault() {
        assertThat(missing(new Struct(ORDER), "note")).containsExactly("note");
    }

    @Test
    void takesTheRecordItself() {
        assertThat(violated("too long", "")).containsExactly("");
        assertThat(violated(List.of("ok", "too long"), "[*]")).containsExactly("[*]");
        assertThat(violated(List.of(List.of("too long")), "[*][*]")).containsExactly("[*][*]");
    }

    @Test
    void saysWhatIsWrongWithAPath() {
        assertThatThrownBy(() -> FieldPath.of("a..b")).hasMessage("the path 'a..b' has a name that is empty");
        assertThatThrownBy(() -> FieldPath.of("a[0].b"))
                .hasMessageStartingWith("the path 'a[0].b' has a bracket in 'a[0]': behind a name, [*] stands for");
        assertThatThrownBy(() -> FieldPath.of("[*]a")).hasMessageContaining("has a bracket in '[*]a'");
    }

    @Test
    void refusesTwoRulesOfOneName() {
        Rule rule = new Rule("note", FieldPath.of("note"), Presence.NOT_NULL, Action.TAG);

        assertThatThrownBy(() -> new RecordPlan(List.of(rule, rule)))
                .hasMessage("two rules have one name: [note, note]");
    }

    private static List<String> violated(Object record, String... paths) {
        return violations(record, new Length(1, 3), paths);
    }

    private static List<String> missing(Object record, String... paths) {
        return violations(record, Presence.NOT_NULL, paths);
    }

    private static List<String> violations(Object record, Check check, String... paths) {
        List<Rule> rules = Arrays.stream(paths)
                .map(path -> new Rule(path, FieldPath.of(path), check, Action.TAG))
                .toList();
        return new RecordPlan(rules)
                .violated(NODES, record).stream().map(Rule::name).toList();
    }
}
