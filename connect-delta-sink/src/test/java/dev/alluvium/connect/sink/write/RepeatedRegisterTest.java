// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RepeatedRegisterTest {
    private final List<Long> waits = new ArrayList<>();
    private final Failing storage = new Failing();
    private final Register register = new RepeatedRegister(storage, new Waiting() {
        @Override
        public void sleep(long durationMs) {
            waits.add(durationMs);
        }

        @Override
        public void awaitQueue(MemoryGauge gauge, long maxBytes, long timeoutMs) {
            throw new AssertionError("a register does not wait for rows");
        }

        @Override
        public boolean await(CountDownLatch done, long timeoutMs) {
            throw new UnsupportedOperationException();
        }
    });

    /** Fails so many times, some of them after it was done. */
    private static final class Failing implements Register {
        private final FakeRegister notes = new FakeRegister();
        private int failures;
        private boolean landed;

        @Override
        public Set<String> names(String folder) throws IOException {
            fail();
            return notes.names(folder);
        }

        @Override
        public boolean add(String folder, String name, String content) throws IOException {
            if (landed && failures > 0) {
                notes.add(folder, name, content);
            }
            fail();
            return notes.add(folder, name, content);
        }

        private void fail() throws IOException {
            if (failures > 0) {
                failures--;
                throw new IOException("storage is away");
            }
        }
    }

    @Test
    void aRequestThatGoesAstrayIsSentAgain() throws IOException {
        storage.failures = 1;
        assertThat(register.add("topics", "a", "{}")).isTrue();

        storage.failures = RepeatedRegister.MAX_ATTEMPTS - 1;
        assertThat(register.names("topics")).containsExactly("a");
    }

    @Test
    void aNoteWhoseReplyWasLostIsNotTakenForMissing() throws IOException {
        storage.failures = 1;
        storage.landed = true;

        assertThat(register.add("topics", "a", "{}")).isFalse();
        assertThat(register.names("topics")).containsExactly("a");
    }

    @Test
    void itGivesUpWithinSecondsWithWhatStorageSaid() {
        storage.failures = RepeatedRegister.MAX_ATTEMPTS;

        assertThatThrownBy(() -> register.names("topics")).hasMessage("storage is away");
        assertThat(waits).hasSize(RepeatedRegister.MAX_ATTEMPTS - 1);
        assertThat(waits.stream().mapToLong(wait -> wait).sum()).isLessThan(10_000);
    }
}
