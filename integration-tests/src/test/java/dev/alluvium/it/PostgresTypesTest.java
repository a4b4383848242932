// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The zoo and {@code docs/type-mapping.md} say the same of what is lost. */
class PostgresTypesTest {
    private static final Path PAGE = Path.of("..", "docs", "type-mapping.md");
    private static final String SECTION = "## Lost at the source";
    private static final String NEXT = "\n## ";
    /** What {@link PostgresTypesIT} shows without a case of its own. */
    private static final List<String> NO_CASE = List.of("Generated columns", "`refcursor`");

    @Test
    void whatIsLostIsDocumentedAndWhatIsDocumentedIsLost() throws IOException {
        List<String> said = documented();
        List<String> shown = new ArrayList<>(NO_CASE);
        cases().stream().map(TypeCase::lost).filter(Objects::nonNull).forEach(shown::add);

        assertThat(shown).as("values that are lost, unknown to " + PAGE).allMatch(lost -> said.stream()
                .anyMatch(row -> row.startsWith(lost)));
        assertThat(said).as("rows of " + PAGE + " that no case shows").allMatch(row -> shown.stream()
                .anyMatch(row::startsWith));
    }

    @Test
    void noTwoCasesShareAColumn() {
        assertThat(PostgresTypes.zoo().cases().stream().map(TypeCase::column)).doesNotHaveDuplicates();
    }

    private static List<TypeCase> cases() {
        List<TypeCase> cases = new ArrayList<>(PostgresTypes.zoo().cases());
        cases.addAll(PostgresLarge.zoo().cases());
        return cases;
    }

    /** The first cells of the section's table of PostgreSQL. */
    private static List<String> documented() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(SECTION);
        int end = page.indexOf(NEXT, begin + SECTION.length());
        return page.substring(begin, end < 0 ? page.length() : end)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| PostgreSQL"))
                .map(line -> line.substring(2))
                .toList();
    }
}
