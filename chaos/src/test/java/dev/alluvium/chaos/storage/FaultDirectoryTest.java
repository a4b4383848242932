// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultDirectoryTest {
    private static final StorageFault FAULT = new StorageFault(7, Operation.COMMIT, Mishap.REPLY_LOST, 0);

    @TempDir
    Path root;

    private FaultDirectory faults;

    @BeforeEach
    void create() throws IOException {
        faults = new FaultDirectory(root);
        faults.create();
    }

    @Test
    void aFaultStrikesOneRequestThoughManyAsk() throws Exception {
        faults.plant(FAULT);
        Callable<Optional<StorageFault>> request = () -> faults.claim(Operation.COMMIT, "/t/_delta_log/0.json");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            int struck = 0;
            for (Future<Optional<StorageFault>> asked :
                    threads.invokeAll(Stream.generate(() -> request).limit(100).toList())) {
                struck += asked.get().isPresent() ? 1 : 0;
            }
            assertThat(struck).isOne();
        } finally {
            threads.shutdown();
        }
        assertThat(faults.struck(FAULT))
                .contains(new Strike(FAULT, ProcessHandle.current().pid(), "/t/_delta_log/0.json"));
    }

    @Test
    void requestsOfOtherKindsPassByAFault() throws IOException {
        faults.plant(FAULT);

        assertThat(faults.claim(Operation.DELETE, "/t/a.parquet")).isEmpty();
        assertThat(faults.struck(FAULT)).isEmpty();
        assertThat(faults.claim(Operation.COMMIT, "/t/_delta_log/0.json")).contains(FAULT);
    }

    @Test
    void aFaultThatWasWithdrawnStrikesNobody() throws IOException {
        faults.plant(FAULT);
        faults.withdraw(FAULT);

        assertThat(faults.claim(Operation.COMMIT, "/t/_delta_log/0.json")).isEmpty();
    }

    @Test
    void whatBecameOfALateRequestIsTold() throws IOException {
        faults.outcome(FAULT, "landed");

        assertThat(faults.outcomes()).isEqualTo(List.of("landed"));
    }

    @Test
    void anOperationHasOnlyItsOwnMishaps() {
        assertThatThrownBy(() -> new StorageFault(1, Operation.LIST, Mishap.TORN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LIST cannot be TORN");
    }
}
