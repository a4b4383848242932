// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void alignsNamesLeftAndNumbersRight() {
        TextTable table = TextTable.of("<table", "rows");
        table.row("a", 12_345);
        table.row("orders", 7);

        assertThat(table.lines()).containsExactly("    table    rows", "    a       12345", "    orders      7");
    }
}
