// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.quickstart.Shutdown.Layer;
import dev.alluvium.quickstart.stack.StackException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private final Shutdown shutdown = new Shutdown();
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void closesFromTheTopDownWhateverStartedFirst() {
        AutoCloseable worker = shutdown.start(Layer.WORKER, () -> () -> closed.add("worker"));
        AutoCloseable directory = shutdown.start(Layer.DIRECTORY, () -> () -> closed.add("directory"));
        AutoCloseable server = shutdown.start(Layer.SERVER, () -> () -> closed.add("server"));
        assertThat(List.of(worker, directory, server)).doesNotContainNull();

        shutdown.close();
        shutdown.close();

        assertThat(closed).containsExactly("worker", "server", "directory");
    }

    @Test
    void startsNothingAfterTheEnd() {
        shutdown.close();

        assertThatThrownBy(() -> shutdown.start(Layer.CLIENT, () -> () -> closed.add("client")))
                .isInstanceOf(StackException.class);
        assertThat(closed).isEmpty();
    }

    @Test
    void waitsForWhatIsJustStartingAndClosesIt() throws InterruptedException {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<AutoCloseable> slow = CompletableFuture.supplyAsync(() -> shutdown.start(Layer.SERVER, () -> {
            starting.countDown();
            await(goOn);
            return () -> closed.add("server");
        }));
        starting.await();
        CompletableFuture<Void> end = CompletableFuture.runAsync(shutdown::close);
        while (!shutdown.closing()) {
            Thread.onSpinWait();
        }

        goOn.countDown();
        end.join();

        assertThat(slow.join()).isNotNull();
        assertThat(closed).containsExactly("server");
    }

    @Test
    void closesTheRestIfOneDoesNotClose() {
        AutoCloseable bad = shutdown.start(Layer.WORKER, () -> () -> {
            throw new IllegalStateException("stuck");
        });
        AutoCloseable good = shutdown.start(Layer.SERVER, () -> () -> closed.add("server"));
        assertThat(List.of(bad, good)).hasSize(2);

        shutdown.close();

        assertThat(closed).containsExactly("server");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
