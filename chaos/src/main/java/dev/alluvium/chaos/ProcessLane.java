// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.ConnectWorker;
import dev.alluvium.quickstart.stack.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Kills, freezes and restarts workers and the broker, each as soon as enough workers are up. */
final class ProcessLane {
    private static final Duration REST_OF_OTHERS = Duration.ofMillis(500);

    private final Plan plan;
    private final ChaosStack stack;
    private final Journal journal;
    private final Executor threads;
    private final List<CompletableFuture<Void>> recoveries = new ArrayList<>();

    /** @param threads for workers that recover while something is done to others */
    ProcessLane(Plan plan, ChaosStack stack, Journal journal, Executor threads) {
        this.plan = plan;
        this.stack = stack;
        this.journal = journal;
        this.threads = threads;
    }

    /** Goes on until so many kills and freezes were done, and all workers are back. */
    void run(int wanted) {
        int done = 0;
        while (done < wanted) {
            ProcessFault fault = plan.nextProcessFault();
            if (fault instanceof ProcessFault.Kill kill) {
                kill(kill);
                done++;
            } else if (fault instanceof ProcessFault.Freeze freeze) {
                freeze(freeze);
                done++;
            } else if (fault instanceof ProcessFault.Leave leave) {
                leave(leave);
            } else if (fault instanceof ProcessFault.RestartBroker restart) {
                restart(restart);
            }
            Await.pause(REST_OF_OTHERS);
        }
        CompletableFuture.allOf(recoveries.toArray(CompletableFuture[]::new)).join();
    }

    private void kill(ProcessFault.Kill fault) {
        ConnectWorker worker = stack.workers().take(fault.worker());
        long pid = worker.pid();
        worker.kill();
        journal.did(Kind.KILL, name(worker) + ", pid " + pid + ", down for " + fault.downMs() + " ms");
        recover(() -> startAgain(worker, fault.downMs()));
    }

    private void leave(ProcessFault.Leave fault) {
        ConnectWorker worker = stack.workers().take(fault.worker());
        worker.stop();
        journal.did(Kind.LEAVE, name(worker) + " left by SIGTERM, down for " + fault.downMs() + " ms");
        recover(() -> startAgain(worker, fault.downMs()));
    }

    private void freeze(ProcessFault.Freeze fault) {
        ConnectWorker worker = stack.workers().take(fault.worker());
        int tasks = Zombies.tasksOf(worker, stack);
        worker.pause();
        journal.did(Kind.FREEZE, name(worker) + " for " + fault.frozenMs() + " ms, with " + tasks + " tasks of sinks");
        recover(() -> {
            Await.pause(Duration.ofMillis(fault.frozenMs()));
            boolean replaced = tasks > 0 && Zombies.tasksOf(worker, stack) == 0;
            worker.resume();
            if (replaced) {
                journal.did(Kind.ZOMBIE, name(worker) + " woke up, and others have its tasks");
            }
            stack.workers().awaitUp(worker);
        });
    }

    private void restart(ProcessFault.RestartBroker fault) {
        stack.broker().stop();
        journal.did(Kind.BROKER, "stopped, down for " + fault.downMs() + " ms");
        Await.pause(Duration.ofMillis(fault.downMs()));
        stack.broker().startAgain();
        journal.note("the broker is back");
    }

    private void startAgain(ConnectWorker worker, int downMs) {
        Await.pause(Duration.ofMillis(downMs));
        worker.start();
        stack.workers().awaitUp(worker);
        journal.note(name(worker) + " is back, pid " + worker.pid());
    }

    private void recover(Runnable recovery) {
        recoveries.add(CompletableFuture.runAsync(recovery, threads));
    }

    private String name(ConnectWorker worker) {
        return stack.workers().nameOf(worker);
    }

    /** Whether tasks were given to others while their worker stood still. */
    private static final class Zombies {
        private Zombies() {}

        /** How many tasks of sinks a worker has, as the others see it; 0 if they cannot tell. */
        static int tasksOf(ConnectWorker worker, ChaosStack stack) {
            try {
                String address = worker.rest().url().replace("http://", "");
                return (int) Connectors.SINKS.stream()
                        .flatMap(sink -> stack.workers().rest().status(sink).tasks().stream())
                        .filter(task -> task.worker().equals(address))
                        .count();
            } catch (ConnectRestException | StackException busy) {
                return 0;
            }
        }
    }
}
