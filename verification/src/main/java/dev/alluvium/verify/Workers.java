// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Threads that read several files at once. */
final class Workers implements AutoCloseable {
    private final ExecutorService threads;
    private final int window;

    Workers(int count) {
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "verify");
            thread.setDaemon(true);
            return thread;
        });
        this.window = count * 4;
    }

    /**
     * Has each thing read by some thread, and takes what comes out on the caller's thread in the things' order. Only a few
     * are on their way at any time.
     *
     * @throws VerifyException the first that reading one of them threw
     */
    <T, R> void inOrder(Iterator<T> things, Function<T, R> read, Consumer<R> take) {
        Deque<Future<R>> onTheirWay = new ArrayDeque<>();
        while (things.hasNext()) {
            T thing = things.next();
            onTheirWay.add(threads.submit(() -> read.apply(thing)));
            if (onTheirWay.size() >= window) {
                take.accept(result(onTheirWay.remove()));
            }
        }
        while (!onTheirWay.isEmpty()) {
            take.accept(result(onTheirWay.remove()));
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VerifyException("interrupted while reading", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VerifyException trouble) {
                throw new VerifyException(String.valueOf(trouble.getMessage()), e);
            }
            throw new VerifyException("reading failed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
