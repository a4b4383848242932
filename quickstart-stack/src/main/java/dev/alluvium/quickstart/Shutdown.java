// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.stack.StackException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Everything that has to be closed at the end, whatever the end is, and in which order.
 *
 * <p>A thing that is just being started when the end comes is waited for, so that it can be closed.
 */
final class Shutdown implements AutoCloseable {
    private static final long STARTING_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    /** From the ground up; closed from the top down. */
    enum Layer {
        DIRECTORY,
        SERVER,
        WORKER,
        SUPERVISOR,
        CLIENT
    }

    private final Map<Layer, List<AutoCloseable>> open = new EnumMap<>(Layer.class);
    private int starting;
    private boolean closing;
    private boolean closed;

    /**
     * Starts something that will be closed.
     *
     * @throws StackException if the end has come already; nothing is started then
     */
    <T extends AutoCloseable> T start(Layer layer, Supplier<T> start) {
        begin();
        try {
            T started = start.get();
            add(layer, started);
            return started;
        } finally {
            end();
        }
    }

    synchronized boolean closing() {
        return closing;
    }

    /** Closes everything; a second caller waits until the first is done. */
    @Override
    public void close() {
        if (!first()) {
            return;
        }
        Layer[] layers = Layer.values();
        for (int i = layers.length - 1; i >= 0; i--) {
            List<AutoCloseable> things = open.getOrDefault(layers[i], List.of());
            things.parallelStream().forEach(Shutdown::close);
        }
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    private synchronized boolean first() {
        boolean first = !closing;
        closing = true;
        long deadline = System.nanoTime() + STARTING_TIMEOUT_NS;
        while ((first ? starting > 0 : !closed) && System.nanoTime() - deadline < 0) {
            try {
                wait(TimeUnit.NANOSECONDS.toMillis(STARTING_TIMEOUT_NS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return first;
            }
        }
        return first;
    }

    private static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) { // An edge: one thing that does not close must not keep the others open.
            System.err.println("could not close " + thing.getClass().getSimpleName() + ": " + e);
        }
    }

    private synchronized void begin() {
        if (closing) {
            throw new StackException("the quickstart is ending");
        }
        starting++;
    }

    private synchronized void add(Layer layer, AutoCloseable thing) {
        open.computeIfAbsent(layer, l -> new ArrayList<>()).add(thing);
    }

    private synchronized void end() {
        starting--;
        notifyAll();
    }
}
