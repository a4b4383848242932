// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SourceColumnTest {

    @Test
    void readsDebeziumsTimes() {
        assertThat(column("timestamptz").fromBronze("2024-02-29T10:34:56.123456Z"))
                .isEqualTo("2024-02-29T10:34:56.123456Z");
        assertThat(column("timestamptz").fromBronze("2024-02-29T10:34:56.100000Z"))
                .isEqualTo("2024-02-29T10:34:56.100Z");
        assertThat(column("timestamp").fromBronze(Instant.parse("2024-02-29T10:34:56.123456Z")))
                .isEqualTo("2024-02-29T10:34:56.123456");
        assertThat(column("date").fromBronze(LocalDate.of(2024, 2, 29))).isEqualTo("2024-02-29");
    }

    @Test
    void keepsOtherValuesToTheLetter() {
        assertThat(column("numeric").fromBronze(new BigDecimal("1.50"))).isEqualTo("1.50");
        assertThat(column("bool").fromBronze(true)).isEqualTo("true");
        assertThat(column("_text").fromBronze(Arrays.asList("a", null))).isEqualTo("[a, null]");
        assertThat(column("jsonb").fromBronze(null)).isNull();
    }

    @Test
    void readsDebeziumsTimesOfMySqlToo() {
        assertThat(column("TIMESTAMP").fromBronze("2024-02-29T10:34:56.123456Z"))
                .isEqualTo("2024-02-29T10:34:56.123456Z");
        assertThat(column("DATETIME").fromBronze(Instant.parse("2024-02-29T10:34:56.123456Z")))
                .isEqualTo("2024-02-29T10:34:56.123456");
        assertThat(column("TINYINT").fromBronze((short) 1)).isEqualTo("1");
    }

    @Test
    void takesJsonForWhatItSaysWhateverItsBlanks() {
        assertThat(column("JSON").fromBronze("{\"size\":\"S\",\"likes\":[1,null]}"))
                .isEqualTo(column("JSON").fromBronze("{\"size\": \"S\", \"likes\": [1, null]}"));
        assertThatThrownBy(() -> column("JSON").fromBronze("{secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a value is no JSON document")
                .hasNoCause();
    }

    private static SourceColumn column(String type) {
        return new SourceColumn("c", type);
    }
}
