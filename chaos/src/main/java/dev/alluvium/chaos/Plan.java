// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.chaos.storage.Mishap;
import dev.alluvium.chaos.storage.Operation;
import dev.alluvium.chaos.storage.StorageFault;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The faults of a run, without end. The same seed gives the same faults in the same order, of each of three kinds; which record is
 * on its way just then is up to the processes.
 */
final class Plan {
    /** Commits and uploads are where rows could be lost or doubled. */
    private static final List<Operation> OPERATIONS = List.of(
            Operation.COMMIT,
            Operation.COMMIT,
            Operation.COMMIT,
            Operation.COMMIT,
            Operation.COMMIT,
            Operation.CREATE,
            Operation.WRITE,
            Operation.WRITE,
            Operation.CLOSE,
            Operation.CLOSE,
            Operation.STATUS,
            Operation.LIST,
            Operation.LIST,
            Operation.READ,
            Operation.READ,
            Operation.DELETE,
            Operation.CHECKPOINT);

    private static final int SHORTEST_HANG_MS = 300;
    private static final int LONGEST_HANG_MS = 4_000;
    /** Sessions last 6 s, and the broker looks at them now and then. */
    private static final int SHORTEST_FREEZE_MS = 8_000;

    private static final int LONGEST_FREEZE_MS = 11_000;
    private static final int LONGEST_DOWN_MS = 3_000;

    private final Random storage;
    private final Random processes;
    private final Random rest;
    private final List<String> connectors;
    private int storageFaults;

    /** @param connectors the sinks, by name */
    Plan(long seed, List<String> connectors) {
        this.storage = new Random(seed);
        this.processes = new Random(~seed);
        this.rest = new Random(Long.reverse(seed));
        this.connectors = List.copyOf(connectors);
    }

    StorageFault nextStorageFault() {
        Operation operation = pick(OPERATIONS, storage);
        Mishap mishap = pick(List.copyOf(operation.mishaps()), storage);
        return new StorageFault(
                ++storageFaults, operation, mishap, between(SHORTEST_HANG_MS, LONGEST_HANG_MS, storage));
    }

    /** How long to wait before the next storage fault: some come in bursts, and meet what is done about those before. */
    int storagePauseMs() {
        return storage.nextInt(3) == 0 ? 0 : storage.nextInt(700);
    }

    ProcessFault nextProcessFault() {
        int worker = processes.nextInt(Workers.COUNT);
        int downMs = processes.nextInt(LONGEST_DOWN_MS);
        int dice = processes.nextInt(100);
        if (dice < 35) {
            return new ProcessFault.Kill(worker, downMs);
        } else if (dice < 84) {
            return new ProcessFault.Freeze(worker, between(SHORTEST_FREEZE_MS, LONGEST_FREEZE_MS, processes));
        } else if (dice < 93) {
            return new ProcessFault.Leave(worker, downMs);
        }
        return new ProcessFault.RestartBroker(downMs);
    }

    RestFault nextRestFault() {
        String connector = pick(connectors, rest);
        int dice = rest.nextInt(10);
        if (dice < 5) {
            return new RestFault.Reconfigure(
                    connector,
                    Map.of(
                            "tasks.max", Integer.toString(1 + rest.nextInt(3)),
                            "delta.commit.interval.ms", Integer.toString(between(200, 700, rest)),
                            "delta.log.library", pick(List.of("kernel", "kernel", "standalone"), rest)));
        } else if (dice < 8) {
            return new RestFault.Restart(connector);
        }
        return new RestFault.Pause(connector, between(500, 2_500, rest));
    }

    int restPauseMs() {
        return between(5_000, 16_000, rest);
    }

    private static int between(int low, int high, Random random) {
        return low + random.nextInt(high - low);
    }

    private static <T> T pick(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
