// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PredicatesTest {

    @Test
    void knowsDeletesInAnEnvelopeAndFlattened() {
        IsDelete<SinkRecord> isDelete = new IsDelete<>();

        assertThat(isDelete.test(record(envelope("d")))).isTrue();
        assertThat(isDelete.test(record(Map.of("id", 1, "__deleted", "true")))).isTrue();
        assertThat(isDelete.test(record(Map.of("id", 1, "__op", "d")))).isTrue();
        assertThat(isDelete.test(record(envelope("u")))).isFalse();
        assertThat(isDelete.test(record(Map.of("id", 1, "__deleted", "false")))).isFalse();
        assertThat(isDelete.test(record(null))).as("a tombstone").isFalse();
        assertThat(isDelete.test(record("d"))).isFalse();
    }

    @Test
    void knowsWhatASnapshotRead() {
        IsSnapshot<SinkRecord> isSnapshot = new IsSnapshot<>();

        assertThat(isSnapshot.test(record(envelope("r")))).isTrue();
        assertThat(isSnapshot.test(record(Map.of("id", 1, "__op", "r")))).isTrue();
        assertThat(isSnapshot.test(record(envelope("c")))).isFalse();
        assertThat(isSnapshot.test(record(Map.of("op", "r")))).as("no envelope").isFalse();
        assertThat(isSnapshot.test(record(null))).isFalse();
    }

    @Test
    void knowsWhatAGateFoundFault() {
        HasViolation<SinkRecord> hasViolation = new HasViolation<>();
        SinkRecord record = record("v");

        assertThat(hasViolation.test(record)).isFalse();
        record.headers().addString(Verdict.VERDICT, "warn");
        assertThat(hasViolation.test(record)).isTrue();
    }

    private static Map<String, Object> envelope(String operation) {
        return Map.of("op", operation, "source", Map.of(), "before", Map.of("id", 1));
    }

    private static SinkRecord record(@Nullable Object value) {
        return new SinkRecord("t", 0, null, null, null, value, 1);
    }
}
