// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNamesTest {
    private static final Pattern CODE = Pattern.compile("_x([0-9A-F]{4})_");
    private static final Pattern FORBIDDEN = Pattern.compile("[ ,;{}()\n\t=]");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'a b', a_x0020_b",
                "'a,b', a_x002C_b",
                "'a;b', a_x003B_b",
                "'{}', _x007B__x007D_",
                "'()', _x0028__x0029_",
                "'a=b', a_x003D_b",
                "'', _x_",
                "_x_, _x005F_x_",
                "_x0020_, _x005F_x0020_",
                "_x00, _x00",
                "_xABCD, _x005F_xABCD",
                "'_xABCD ', _x005F_xABCD_x0020_",
            })
    void writesWhatCannotStandInANameAsItsCode(String field, String column) {
        assertThat(names(field)).containsExactly(column);
        assertThat(original(column)).isEqualTo(field);
    }

    @Test
    void writesControlsAndHalvesOfCharactersAsTheirCodes() {
        assertThat(names("a\nb\t", "\ud83d", "\ude42x", "🙂"))
                .containsExactly("a_x000A_b_x0009_", "_xD83D_", "_xDE42_x", "🙂");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "ä", "名前", "a-b", "a/b", "$a", "0", "`", "\"", "[0]", "%", "_x", "__", "ID"})
    void keepsEveryOtherName(String name) {
        assertThat(names(name)).containsExactly(name);
    }

    @Test
    void tellsNamesApartThatDifferInCaseAlone() {
        assertThat(names("id", "ID", "Id", "iD")).containsExactly("id", "_x0049__x0044_", "_x0049_d", "i_x0044_");
        assertThat(names("ID", "id")).containsExactly("ID", "_x0069__x0064_");
        assertThat(names("A b", "a B")).containsExactly("A_x0020_b", "_x0061__x0020__x0042_");
    }

    @Test
    void keepsTheNamesThatAreReserved() {
        assertThat(ColumnNames.of(fields("_kafka", "_KAFKA", "kafka"), Set.of("_kafka")))
                .containsExactly("_x005F_kafka", "__x004B__x0041__x0046__x004B__x0041_", "kafka");
    }

    @Test
    void canAlwaysBeTurnedBackAndNeverClashes() {
        String alphabet = "_x0A aI=İi\u0307\ud83d\ude42";
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            Set<String> fields = new HashSet<>();
            for (int i = 0; i < 6; i++) {
                StringBuilder name = new StringBuilder();
                for (int length = random.nextInt(9); length > 0; length--) {
                    name.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                fields.add(name.toString());
            }
            List<String> names = names(fields.toArray(String[]::new));

            assertThat(names.stream().map(ColumnNamesTest::original)).containsExactlyElementsOf(fields);
            assertThat(names.stream().map(name -> name.toLowerCase(Locale.ROOT)))
                    .doesNotHaveDuplicates();
            assertThat(names).noneMatch(name -> FORBIDDEN.matcher(name).find() || name.isEmpty());
        }
    }

    private static List<String> names(String... fields) {
        return ColumnNames.of(fields(fields), Set.of());
    }

    private static List<Field> fields(String... names) {
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(new Field(name, fields.size(), Schema.STRING_SCHEMA));
        }
        return fields;
    }

    /** The rule of the documentation: what silver or a person does to find the field. */
    private static String original(String column) {
        return column.equals(ColumnNames.EMPTY)
                ? ""
                : CODE.matcher(column)
                        .replaceAll(code -> java.util.regex.Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(code.group(1), 16))));
    }
}
