// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import static dev.alluvium.quickstart.proof.Events.event;
import static dev.alluvium.quickstart.proof.Events.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.bronze.BronzeRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableCheckTest {
    private static final List<SourceColumn> COLUMNS = List.of(
            new SourceColumn("id", "int8"), new SourceColumn("price", "numeric"), new SourceColumn("note", "text"));

    private final List<BronzeRow> bronze = new ArrayList<>(List.of(
            event(0, "r", null, image(1, "10.50", "a")),
            event(1, "c", null, image(2, "3.00", null)),
            event(2, "u", image(1, "10.50", "a"), image(1, "11.00", "b")),
            event(3, "c", null, image(3, "9.99", "x")),
            event(4, "d", image(3, "9.99", "x"), null),
            tombstone(5)));

    @Test
    void replaysChangesInTheOrderOfTheirOffsets() {
        Collections.reverse(bronze);

        TableCheck check = check(Map.of("1", row("1", "11.00", "b"), "2", row("2", "3.00", null)));

        assertThat(check.faults()).isEmpty();
        assertThat(check.events()).isEqualTo(Map.of("r", 1, "c", 2, "u", 1, "d", 1));
    }

    @Test
    void seesADecimalOfAnotherScale() {
        TableCheck check = check(Map.of("1", row("1", "11.0", "b"), "2", row("2", "3.00", null)));

        assertThat(check.faults())
                .containsExactly("products 1: column price (numeric) differs; its last event is t-0 offset 2");
    }

    @Test
    void seesNullTakenForAValue() {
        TableCheck check = check(Map.of("1", row("1", "11.00", "b"), "2", row("2", "3.00", "")));

        assertThat(check.faults())
                .containsExactly("products 2: column note (text) differs; its last event is t-0 offset 1");
    }

    @Test
    void seesALostUpdate() {
        bronze.remove(2);

        assertThat(check(Map.of("1", row("1", "11.00", "b"), "2", row("2", "3.00", null)))
                        .faults())
                .hasSize(2)
                .allMatch(fault -> fault.startsWith("products 1: column"));
    }

    @Test
    void seesALostInsertAndALostDelete() {
        bronze.remove(4);
        bronze.remove(1);

        assertThat(check(Map.of("1", row("1", "11.00", "b"), "2", row("2", "3.00", null)))
                        .faults())
                .containsExactly(
                        "products 2: in the source, but bronze's events do not lead to it",
                        "products 3: not in the source any more, but bronze's last event about it is t-0 offset 3");
    }

    @Test
    void takesAColumnThatOlderRowsLackForNull() {
        List<SourceColumn> more = new ArrayList<>(COLUMNS);
        more.add(new SourceColumn("coupon", "varchar"));
        Map<String, String> one = new HashMap<>(row("1", "11.00", "b"));
        one.put("coupon", null);
        Map<String, String> two = new HashMap<>(row("2", "3.00", null));
        two.put("coupon", "SAVE5");

        TableCheck check =
                TableCheck.of(new SourceTable("products", more, List.of("id"), Map.of("1", one, "2", two)), bronze);

        assertThat(check.faults())
                .containsExactly("products 2: column coupon (varchar) differs; its last event is t-0 offset 1");
    }

    private TableCheck check(Map<String, Map<String, String>> rows) {
        return TableCheck.of(new SourceTable("products", COLUMNS, List.of("id"), rows), bronze);
    }

    private static Map<String, Object> image(long id, String price, String note) {
        Map<String, Object> image = new HashMap<>();
        image.put("id", id);
        image.put("price", new BigDecimal(price));
        image.put("note", note);
        return image;
    }

    private static Map<String, String> row(String id, String price, String note) {
        Map<String, String> row = new HashMap<>();
        row.put("id", id);
        row.put("price", price);
        row.put("note", note);
        return row;
    }
}
