// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectWorker;
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
    private final int wanted;
    private final List<CompletableFuture<Void>> recoveries = new ArrayList<>();
    private volatile int done;

    /**
     * @param threads for workers that recover while something is done to others
     * @param wanted how many kills and freezes are to be done
     */
    ProcessLane(Plan plan, ChaosStack stack, Journal journal, Executor threads, int wanted) {
        this.wanted = wanted;
        this.plan = plan;
        this.stack = stack;
        this.journal = journal;
        this.threads = threads;
    }

    /** How far it has come, from 0 to 1. */
    double progress() {
        return (double) done / wanted;
    }

    /** Goes on until all was done, and all workers are back. */
    void run() {
        int count = 0;
        while (count < wanted) {
            ProcessFault fault = plan.nextProcessFault();
            if (fault instanceof ProcessFault.Kill kill) {
                kill(kill);
                done = ++count;
            } else if (fault instanceof ProcessFault.Freeze freeze) {
                freeze(freeze);
                done = ++count;
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
        ConnectWorker worker = take(fault.worker());
        long pid = worker.pid();
        worker.kill();
        journal.did(Kind.KILL, name(worker) + ", pid " + pid + ", down for " + fault.downMs() + " ms");
        recover(() -> startAgain(worker, fault.downMs()));
    }

    private void leave(ProcessFault.Leave fault) {
        ConnectWorker worker = take(fault.worker());
        worker.stop();
        journal.did(Kind.LEAVE, name(worker) + " left by SIGTERM, down for " + fault.downMs() + " ms");
        recover(() -> startAgain(worker, fault.downMs()));
    }

    private void freeze(ProcessFault.Freeze fault) {
        ConnectWorker worker = take(fault.worker());
        int tasks = stack.tasksOf(worker);
        worker.pause();
        journal.did(Kind.FREEZE, name(worker) + " for " + fault.frozenMs() + " ms, with " + tasks + " tasks of sinks");
        recover(() -> {
            Await.pause(Duration.ofMillis(fault.frozenMs()));
            boolean replaced = tasks > 0 && stack.tasksOf(worker) == 0;
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

    /** One that has tasks, if there is any: what is done to idle ones shows little. */
    private ConnectWorker take(int choice) {
        return stack.workers().take(choice, worker -> stack.tasksOf(worker) > 0);
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
}
