// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.chaos.storage.FaultDirectory;
import dev.alluvium.chaos.storage.StorageFault;
import dev.alluvium.chaos.storage.Strike;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Plants one storage fault after the other, a few at a time, and counts those that met a request. */
final class StorageLane {
    private static final int AT_A_TIME = 5;
    private static final Duration LOOK = Duration.ofMillis(50);
    /** Nobody asks storage for everything all the time: what met no request for so long makes room for others. */
    private static final long PATIENCE_NS = Duration.ofSeconds(20).toNanos();

    private final Plan plan;
    private final FaultDirectory directory;
    private final Workers workers;
    private final Path warehouse;
    private final Journal journal;
    private final int wanted;
    private final Map<StorageFault, Long> planted = new HashMap<>();
    private int struck;

    /** @param wanted how many are to strike */
    StorageLane(Plan plan, ChaosStack stack, Journal journal, int wanted) {
        this.plan = plan;
        this.wanted = wanted;
        this.directory = stack.faults();
        this.workers = stack.workers();
        this.warehouse = Path.of(stack.warehouse().uri());
        this.journal = journal;
    }

    /**
     * Goes on until enough have struck.
     *
     * @param progress how far the run has come otherwise, from 0 to 1: the faults are spread over all of it
     */
    void run(DoubleSupplier progress) {
        try {
            plantAll(progress);
        } catch (IOException e) {
            throw new StackException("the directory of the faults cannot be used", e);
        }
    }

    private void plantAll(DoubleSupplier progress) throws IOException {
        long nextNs = System.nanoTime();
        while (struck < wanted) {
            boolean due = struck < AT_A_TIME + wanted * progress.getAsDouble();
            if (due && planted.size() < AT_A_TIME && System.nanoTime() - nextNs >= 0) {
                StorageFault fault = plan.nextStorageFault();
                directory.plant(fault);
                planted.put(fault, System.nanoTime());
                nextNs = System.nanoTime()
                        + Duration.ofMillis(plan.storagePauseMs()).toNanos();
            }
            look();
            Await.pause(LOOK);
        }
        for (StorageFault fault : planted.keySet()) {
            directory.withdraw(fault);
        }
        look();
    }

    private void look() throws IOException {
        for (Iterator<Map.Entry<StorageFault, Long>> all = planted.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<StorageFault, Long> entry = all.next();
            Optional<Strike> strike = directory.struck(entry.getKey());
            if (strike.isPresent()) {
                all.remove();
                struck++;
                journal.did(Kind.STORAGE, words(strike.get()));
            } else if (System.nanoTime() - entry.getValue() > PATIENCE_NS) {
                all.remove();
                directory.withdraw(entry.getKey());
            }
        }
    }

    private String words(Strike strike) {
        Path path = Path.of(strike.path());
        return String.format(
                "%-24s %s: %s",
                strike.fault(),
                workers.nameOf(strike.pid()),
                path.startsWith(warehouse) ? warehouse.relativize(path) : path);
    }
}
