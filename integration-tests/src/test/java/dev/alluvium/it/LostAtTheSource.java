// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Holds that {@code docs/type-mapping.md} and a zoo say the same of what is lost.
 *
 * @param source the database, as the table's first heading names it
 * @param noCase the beginnings of the rows that are shown without a case of their own
 */
record LostAtTheSource(String source, List<String> noCase) {
    private static final Path PAGE = Path.of("..", "docs", "type-mapping.md");

    void isDocumented(List<TypeCase> cases) throws IOException {
        List<String> said = documented();
        List<String> shown = Stream.concat(
                        noCase.stream(), cases.stream().map(TypeCase::lost).filter(Objects::nonNull))
                .toList();

        assertThat(shown).as("values that are lost, unknown to " + PAGE).allMatch(lost -> said.stream()
                .anyMatch(row -> row.startsWith(lost)));
        assertThat(said).as("rows of " + PAGE + " that no case shows").allMatch(row -> shown.stream()
                .anyMatch(row::startsWith));
    }

    /** The rows of the source's table, without the bar that begins them. */
    private List<String> documented() throws IOException {
        return Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.startsWith("| " + source + " | What comes |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> line.substring(2))
                .toList();
    }
}
