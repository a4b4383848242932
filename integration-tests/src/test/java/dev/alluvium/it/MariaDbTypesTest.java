// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The zoo and {@code docs/type-mapping.md} say the same of what is lost, beside what is lost of MySQL's. */
class MariaDbTypesTest {
    /** Each stops the whole connector, so no case can show it. */
    private static final List<String> NO_CASE = List.of("`inet4` and `inet6`", "`COMPRESSED` columns");

    @Test
    void whatIsLostIsDocumentedAndWhatIsDocumentedIsLost() throws IOException {
        Set<TypeCase> shared = Set.copyOf(MySqlTypes.zoo().cases());

        new LostAtTheSource("MariaDB", NO_CASE)
                .isDocumented(MariaDbTypes.zoo().cases().stream()
                        .filter(type -> !shared.contains(type))
                        .collect(Collectors.toList()));
    }

    @Test
    void noTwoCasesShareAColumn() {
        assertThat(MariaDbTypes.zoo().cases().stream().map(TypeCase::column)).doesNotHaveDuplicates();
    }
}
