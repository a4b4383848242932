// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.quality.check.Action;
import dev.alluvium.connect.quality.check.Nodes;
import dev.alluvium.connect.quality.check.Rule;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredRulesTest {
    private static final CheckContext CONTEXT = new CheckContext(() -> 1_000, new NoNodes(), path -> {
        if (path.equals("states.txt")) {
            return List.of("new", "paid");
        }
        throw new IllegalArgumentException("cannot be read: " + path);
    });

    /** Values without anything inside. */
    private static final class NoNodes implements Nodes {
        @Override
        public Object field(Object parent, String name) {
            return MISSING;
        }

        @Override
        public List<?> elements(Object parent) {
            return List.of();
        }

        @Override
        public Collection<?> values(Object parent) {
            return List.of();
        }

        @Override
        public boolean hasOnly(Object parent, Set<String> names) {
            return true;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check=present | 1 | ",
                "check=not_null | 1 | ",
                "check=type type=string | a | 1",
                "check=range min=1 max=3 | 3 | 4",
                "check=range above=1 below=3 | 2 | 3",
                "check=length max=2 | ab | abc",
                "check=length min=2 | ab | a",
                "check=size max.bytes=2 | ä | ää",
                "check=pattern pattern=^a | ab | ba",
                "check=one_of values=new,paid | paid | lost",
                "check=one_of values.file=states.txt | paid | lost",
                "check=schema fields=id? | 1 |",
                "check=json | {} | {",
                "check=json has=/a,/b/0 | {\"a\":null,\"b\":[1]} | {\"a\":1,\"b\":[]}",
                "check=format format=ipv4 | 192.0.2.1 | 192.0.2",
                "check=precision precision=3 scale=2 | 9 | 10",
                "check=recent max.ahead.ms=5 unit=seconds | 1 | 2",
                "check=recent max.ahead.ms=5 max.age.ms=500 | 1970-01-01T00:00:01Z | 1970-01-01T00:00:00.400Z"
            })
    void makesACheckOfEachKind(String parameters, String good, String bad) {
        ConfiguredRules read = ConfiguredRules.of(rule(parameters), CONTEXT);

        assertThat(read.faults()).isEmpty();
        assertThat(read.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("r");
            assertThat(rule.path()).hasToString("a.b");
            assertThat(rule.check().holds(number(good))).isTrue();
            boolean holdsForAll = parameters.contains("schema");
            assertThat(rule.check().holds(bad == null ? Nodes.MISSING : number(bad)))
                    .isEqualTo(holdsForAll);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check=rnge | rule.r.check | must be one of [present, not_null, type, range,",
                "type=string | rule.r.check | is missing",
                "check=type | rule.r.type | is missing",
                "check=type type=text | rule.r.type | must be one of [string, boolean,",
                "check=range | rule.r.min | a range needs min, above, max or below",
                "check=range min=one | rule.r.min | must be a number; it is 'one'",
                "check=range min=1 above=1 | rule.r.above | must not be given beside min",
                "check=length | rule.r.max | a length needs min or max",
                "check=length min=3 max=2 | rule.r.max | a length from 3 to 2 has no value",
                "check=pattern pattern=( | rule.r.pattern | error parsing regexp: missing closing )",
                "check=one_of values.file=nowhere.txt | rule.r.values.file | cannot be read: nowhere.txt",
                "check=one_of values.file=states.txt values=new | rule.r.values.file | must not be given beside values",
                "check=schema | rule.r.fields | is missing",
                "check=schema fields=id,, | rule.r.fields | '' is no field with a type",
                "check=schema fields=id others=lost | rule.r.others | must be one of [allowed, refused]",
                "check=json has=a | rule.r.has | Invalid input: JSON Pointer expression must start with '/'",
                "check=expression expression=a> | rule.r.expression | a value must stand where 'the end' is (at character 3)",
                "check=precision precision=2 scale=3 | rule.r.scale | there is no decimal of precision 2 and scale 3",
                "check=not_null on.violation=explode | rule.r.on.violation | must be one of [fail, reject, route, drop,",
                "check=not_null default=2 | rule.r.default | is used by no action but set_default; this one is tag",
                "check=not_null max=2 | rule.r.max | means nothing to this check, which takes [check, default, field, on.violation]"
            })
    void saysWhatIsWrongUnderTheKeyThatIsToBeMended(String parameters, String key, String fault) {
        ConfiguredRules read = ConfiguredRules.of(rule(parameters), CONTEXT);

        assertThat(read.rules()).isEmpty();
        assertThat(read.faults())
                .hasEntrySatisfying(key, what -> assertThat(what).startsWith(fault));
    }

    @Test
    void tellsAllFaultsAtOnceAndKeepsTheRulesWithout() {
        Map<String, String> configuration = new TreeMap<>(Map.of(
                "rules", "good, bad, b.d, good",
                "rule.good.check", "not_null",
                "rule.good.field", "id",
                "rule.bad.check", "range",
                "rule.bad.field", "a..b",
                "rule.bad.max", "x",
                "rule.forgotten.check", "not_null",
                "mode", "enforce"));

        ConfiguredRules read = ConfiguredRules.of(configuration, CONTEXT);

        assertThat(read.rules().stream().map(Rule::name)).containsExactly("good");
        assertThat(read.faults())
                .containsEntry("rules", "names 'b.d': a name has letters, digits, _ and -; names 'good' twice")
                .containsEntry("rule.bad.field", "the path 'a..b' has a name that is empty")
                .containsEntry("rule.bad.max", "must be a number; it is 'x'")
                .containsEntry("rule.forgotten.check", "is of a rule that 'rules' does not name")
                .hasSize(4);
    }

    @Test
    void doesWhatARuleSaysOrElseWhatAllDo() {
        Map<String, String> configuration = rule("check=not_null on.violation=set_default default=7");
        configuration.put("rules", "r,other");
        configuration.put("rule.other.check", "not_null");
        configuration.put("rule.other.field", "id");

        assertThat(actions(configuration)).containsExactly(Action.SET_DEFAULT, Action.TAG);
        configuration.put("on.violation", "REJECT");
        assertThat(actions(configuration)).containsExactly(Action.SET_DEFAULT, Action.REJECT);
        configuration.put("on.violation", "explode");
        assertThat(ConfiguredRules.of(configuration, CONTEXT).faults()).containsOnlyKeys("on.violation");
    }

    private static List<Action> actions(Map<String, String> configuration) {
        ConfiguredRules read = ConfiguredRules.of(configuration, CONTEXT);
        assertThat(read.faults()).isEmpty();
        return read.rules().stream().map(Rule::action).toList();
    }

    @Test
    void needsNoRules() {
        assertThat(ConfiguredRules.of(Map.of(), CONTEXT).rules()).isEmpty();
        assertThat(ConfiguredRules.of(Map.of("rules", " "), CONTEXT).faults()).isEmpty();
    }

    private static Map<String, String> rule(String parameters) {
        Map<String, String> configuration = new TreeMap<>(Map.of("rules", "r", "rule.r.field", "a.b"));
        Arrays.stream(parameters.split(" ", -1))
                .map(parameter -> parameter.split("=", 2))
                .forEach(parameter -> configuration.put("rule.r." + parameter[0], parameter[1]));
        return configuration;
    }

    /** A text of digits is a number here. */
    private static Object number(String text) {
        return text.matches("[0-9]+") ? (Object) Long.valueOf(text) : text;
    }
}
