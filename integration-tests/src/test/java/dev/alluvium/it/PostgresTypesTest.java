// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The zoo and {@code docs/type-mapping.md} say the same of what is lost. */
class PostgresTypesTest {
    /** What {@link PostgresTypesIT} shows without a case of its own. */
    private static final List<String> NO_CASE = List.of("Generated columns", "`refcursor`");

    @Test
    void whatIsLostIsDocumentedAndWhatIsDocumentedIsLost() throws IOException {
        List<TypeCase> cases = new ArrayList<>(PostgresTypes.zoo().cases());
        cases.addAll(PostgresLarge.zoo().cases());

        new LostAtTheSource("PostgreSQL", NO_CASE).isDocumented(cases);
    }

    @Test
    void noTwoCasesShareAColumn() {
        assertThat(PostgresTypes.zoo().cases().stream().map(TypeCase::column)).doesNotHaveDuplicates();
    }
}
