// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PromotionFileTest {
    @TempDir
    private Path directory;

    @Test
    void settings_have_the_names_of_auto_cdc() throws IOException {
        PromotionFile file = read("""
                tables:
                  - source: /bronze/visits
                    target: /silver/visits
                    keys: [user_id]
                    sequence_by: [seen_at]
                    apply_as_deletes: action = 'gone'
                    stored_as_scd_type: both
                    track_history_except_column_list: [seen_at]
                    types: {seen_at: timestamp}
                """);

        assertThat(file.tables()).singleElement().satisfies(table -> {
            assertThat(table.keys()).containsExactly("user_id");
            assertThat(table.sequenceBy()).containsExactly("seen_at");
            assertThat(table.applyAsDeletes()).isEqualTo("action = 'gone'");
            assertThat(table.trackHistoryExceptColumnList()).isEqualTo(List.of("seen_at"));
            assertThat(table.history()).isEqualTo("/silver/visits_history");
        });
    }

    @Test
    void an_unknown_setting_is_named_with_its_place() {
        assertThatThrownBy(() -> read("tables:\n  - source: /a\n    target: /b\n    key: [id]\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no setting tables.0.key; there is [apply_as_deletes, ")
                .hasMessageContaining("stored_as_scd_type");
    }

    @Test
    void a_missing_setting_is_named() {
        assertThatThrownBy(() -> read("tables:\n  - source: /a\n")).hasMessageContaining("target");
    }

    @Test
    void a_setting_of_another_kind_is_refused() {
        assertThatThrownBy(() -> read("tables:\n  - {source: /a, target: /b, stored_as_scd_type: 3}\n"))
                .hasMessageContaining("stored_as_scd_type of /b is 3, but may be [1, 2, both]");
    }

    @Test
    void a_variable_that_is_not_set_is_named() {
        assertThatThrownBy(() -> read("tables:\n  - {source: \"${env:ALLUVIUM_NO_SUCH}/a\", target: /b}\n"))
                .hasMessageContaining("ALLUVIUM_NO_SUCH, which is not set");
    }

    private PromotionFile read(String yaml) throws IOException {
        return PromotionFile.read(Files.writeString(directory.resolve("silver.yaml"), yaml));
    }
}
