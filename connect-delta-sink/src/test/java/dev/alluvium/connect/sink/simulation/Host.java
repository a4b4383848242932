// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.SteppedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A Connect worker: the tasks in it share what one JVM holds, and end together when it is killed. */
final class Host {
    private final LongSupplier seeds;
    private final List<Worker> tasks = new ArrayList<>();
    private SteppedTask.WorkerMemory memory;

    Host(LongSupplier seeds) {
        this.seeds = seeds;
        this.memory = new SteppedTask.WorkerMemory(seeds.getAsLong());
    }

    SteppedTask.WorkerMemory memory() {
        return memory;
    }

    void add(Worker task) {
        tasks.add(task);
    }

    boolean has(Worker task) {
        return tasks.contains(task);
    }

    List<Worker> tasks() {
        return tasks;
    }

    void kill() {
        memory = new SteppedTask.WorkerMemory(seeds.getAsLong());
        tasks.forEach(Worker::kill);
    }
}
