// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The zoo and {@code docs/type-mapping.md} say the same of what is lost. */
class MySqlTypesTest {
    /** Stops the whole connector, so no case can show it. */
    private static final List<String> NO_CASE = List.of("Days that no month has");

    @Test
    void whatIsLostIsDocumentedAndWhatIsDocumentedIsLost() throws IOException {
        new LostAtTheSource("MySQL", NO_CASE).isDocumented(MySqlTypes.zoo().cases());
    }

    @Test
    void noTwoCasesShareAColumn() {
        assertThat(MySqlTypes.zoo().cases().stream().map(TypeCase::column)).doesNotHaveDuplicates();
    }
}
