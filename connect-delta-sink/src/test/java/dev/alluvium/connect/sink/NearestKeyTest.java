// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestKeyTest {
    private static final List<String> KEYS = List.of("delta.commit.max.bytes", "delta.memory.max.bytes");

    @Test
    void findsTheKeyThatWasMeant() {
        assertThat(NearestKey.to("delta.commit.max.byte", KEYS)).contains("delta.commit.max.bytes");
        assertThat(NearestKey.to("delta.memory.bytes", KEYS)).contains("delta.memory.max.bytes");
    }

    @Test
    void doesNotGuessWhenNoneIsNear() {
        assertThat(NearestKey.to("delta.colour", KEYS)).isEmpty();
    }
}
