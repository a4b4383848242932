// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Connect workers of one group, some of which are down, frozen or starting at any time. */
final class Workers implements AutoCloseable {
    static final int COUNT = 3;

    /** So many go on while something is done to the others. */
    private static final int LEFT_ALONE = 1;

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final List<ConnectWorker> workers;
    private final Set<ConnectWorker> up = ConcurrentHashMap.newKeySet();

    Workers(List<ConnectWorker> workers) {
        this.workers = List.copyOf(workers);
    }

    void start() {
        workers.forEach(ConnectWorker::start);
        workers.forEach(this::awaitUp);
    }

    /** Takes one of those that are up, to do something to it, as soon as there are enough of them; a preferred one if any is. */
    ConnectWorker take(int choice, Predicate<ConnectWorker> preferred) {
        Await.until("a second worker to be up", TIMEOUT, () -> up.size() > LEFT_ALONE);
        List<ConnectWorker> best = upNow().stream().filter(preferred).toList();
        List<ConnectWorker> candidates = best.isEmpty() ? upNow() : best;
        ConnectWorker taken = candidates.get(choice % candidates.size());
        up.remove(taken);
        return taken;
    }

    /** Gives it back once it answers again. */
    void awaitUp(ConnectWorker worker) {
        worker.awaitReady(TIMEOUT);
        up.add(worker);
    }

    /** The REST API of a worker that nothing is done to at this moment. */
    ConnectRest rest() {
        Await.until("a worker to be up", TIMEOUT, () -> !up.isEmpty());
        List<ConnectWorker> candidates = upNow();
        return candidates.isEmpty() ? rest() : candidates.get(0).rest();
    }

    boolean allUp() {
        return up.size() == workers.size();
    }

    /** As {@code worker 2}; a request that met its fault outside of the workers was on its way. */
    String nameOf(long pid) {
        for (ConnectWorker worker : workers) {
            if (worker.pid() == pid) {
                return nameOf(worker);
            }
        }
        return pid == ProcessHandle.current().pid() ? "on its way" : "a worker that is gone";
    }

    String nameOf(ConnectWorker worker) {
        return "worker " + (workers.indexOf(worker) + 1);
    }

    @Override
    public void close() {
        workers.parallelStream().forEach(ConnectWorker::close);
    }

    private List<ConnectWorker> upNow() {
        return workers.stream().filter(up::contains).toList();
    }
}
