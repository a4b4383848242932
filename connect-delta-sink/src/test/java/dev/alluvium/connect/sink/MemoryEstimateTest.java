// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {
    private final MemoryEstimate estimate = new MemoryEstimate();

    @Test
    void knowsTheLengthOfTextAndBytesOfEachRecord() {
        estimate.of(text(10));

        assertThat(estimate.of(text(100_000))).isBetween(100_000, 101_000);
        assertThat(estimate.of(text(10))).isBetween((int) MemoryEstimate.FLOOR_BYTES, 1_000);
        assertThat(estimate.of(Records.ofValue(Schema.BYTES_SCHEMA, new byte[50_000])))
                .isBetween(50_000, 51_000);
    }

    @Test
    void neverFallsBelowTheFloor() {
        assertThat(estimate.of(Records.ofValue(null, null))).isGreaterThanOrEqualTo((int) MemoryEstimate.FLOOR_BYTES);
    }

    @Test
    void measuresTheFirstOfManyAndTakesTheOthersForAlike() {
        int first = estimate.of(nested(100));

        assertThat(first).isGreaterThan(100 * 20);
        assertThat(estimate.of(nested(0))).isEqualTo(first);
    }

    @Test
    void followsRecordsThatGrowAtOnceAndThoseThatShrinkSlowly() {
        int small = repeat(nested(1), 1);
        int grown = repeat(nested(1_000), 8 * MemoryEstimate.SAMPLE_EVERY);
        int shrinking = repeat(nested(1), MemoryEstimate.SAMPLE_EVERY);
        int shrunk = repeat(nested(1), 200 * MemoryEstimate.SAMPLE_EVERY);

        assertThat(grown).isGreaterThan(20 * small);
        assertThat(shrinking).isBetween(grown / 2, grown);
        assertThat(shrunk).isLessThan(2 * small);
    }

    @Test
    void countsHeadersAndNestedStructs() {
        SinkRecord plain = DebeziumPostgres.update();
        SinkRecord headed = DebeziumPostgres.update();
        headed.headers().addBytes("h", new byte[5_000]);

        int bytes = new MemoryEstimate().of(plain);
        assertThat(bytes).isBetween(1_000, 10_000);
        assertThat(new MemoryEstimate().of(headed)).isBetween(bytes + 5_000, bytes + 5_200);
    }

    @Test
    void countsTenMegabytesInAFieldAmongRecordsThatHoldNothing() {
        Schema inner = SchemaBuilder.struct()
                .field("blob", Schema.OPTIONAL_BYTES_SCHEMA)
                .optional()
                .build();
        Schema schema = SchemaBuilder.struct().field("after", inner).build();
        for (int n = 0; n < 5; n++) {
            estimate.of(Records.ofValue(schema, new Struct(schema)));
        }
        Struct large = new Struct(schema).put("after", new Struct(inner).put("blob", new byte[10_000_000]));

        assertThat(estimate.of(Records.ofValue(schema, large))).isBetween(10_000_000, 10_001_000);
        assertThat(estimate.of(Records.ofValue(schema, new Struct(schema)))).isLessThan(1_000);
        assertThat(estimate.of(Records.ofValue(null, Map.of("json", "x".repeat(10_000_000)))))
                .isBetween(10_000_000, 10_001_000);
    }

    @Test
    void countsAHundredThousandHeadersOfOneRecord() {
        estimate.of(text(1));
        SinkRecord record = text(1);
        for (int n = 0; n < 100_000; n++) {
            record.headers().addString("header", "0123456789");
        }

        assertThat(estimate.of(record)).isGreaterThan(10_000_000);
    }

    @Test
    void doesNotFollowAValueThatContainsItself() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        assertThat(estimate.of(Records.ofValue(null, endless))).isPositive();
        assertThat(estimate.of(Records.ofValue(null, Map.of("d", BigDecimal.ONE))))
                .isPositive();
    }

    private int repeat(SinkRecord record, int times) {
        int bytes = 0;
        for (int i = 0; i < times; i++) {
            bytes = estimate.of(record);
        }
        return bytes;
    }

    private static SinkRecord text(int length) {
        return Records.ofValue(Schema.STRING_SCHEMA, "x".repeat(length));
    }

    private static SinkRecord nested(int elements) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < elements; i++) {
            list.add((long) i);
        }
        return Records.ofValue(null, Map.of("list", list));
    }
}
