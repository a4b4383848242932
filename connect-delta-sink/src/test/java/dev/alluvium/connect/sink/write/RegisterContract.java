// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link Register} promises. */
public abstract class RegisterContract {

    protected abstract Register open() throws Exception;

    @Test
    void hasNothingInAFolderThatNobodyWroteTo() throws Exception {
        assertThat(open().names("topics/a@1")).isEmpty();
    }

    @Test
    void keepsWhatWasWrittenOnceForAllWhoLook() throws Exception {
        Register one = open();
        assertThat(one.add("topics/a@1", "orders-0@0@ff", "{}")).isTrue();
        assertThat(one.add("topics/a@1", "orders-1@0@ff", "{}")).isTrue();
        assertThat(one.add("topics/b", "orders-0@0@ff", "{}")).isTrue();

        Register other = open();
        assertThat(other.add("topics/a@1", "orders-0@0@ff", "other")).isFalse();
        assertThat(other.names("topics/a@1")).containsExactlyInAnyOrder("orders-0@0@ff", "orders-1@0@ff");
    }

    @Test
    void letsOneOfManyWriters() throws Exception {
        List<Register> registers = List.of(open(), open(), open(), open());
        ExecutorService threads = Executors.newFixedThreadPool(registers.size());
        try {
            for (int round = 0; round < 20; round++) {
                String name = "round-" + round;
                List<Callable<Boolean>> writers = new ArrayList<>();
                registers.forEach(register -> writers.add(() -> register.add("races", name, "x")));
                int won = 0;
                for (Future<Boolean> writer : threads.invokeAll(writers)) {
                    won += writer.get() ? 1 : 0;
                }
                assertThat(won).as(name).isLessThanOrEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(open().names("races")).hasSize(20);
    }
}
