// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.StackException;
import java.time.Duration;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Changes, restarts and pauses connectors by REST now and then, of a worker to which nothing is done at that moment. */
final class RestLane {
    private final Plan plan;
    private final ChaosStack stack;
    private final Journal journal;

    RestLane(Plan plan, ChaosStack stack, Journal journal) {
        this.plan = plan;
        this.stack = stack;
        this.journal = journal;
    }

    void run(BooleanSupplier othersGoOn) {
        while (othersGoOn.getAsBoolean()) {
            RestFault fault = plan.nextRestFault();
            try {
                journal.did(Kind.REST, carryOut(fault));
            } catch (ConnectRestException | StackException e) {
                // A group without a leader answers nothing; no wonder, with all that is done to it.
                journal.note(fault + " was not answered: " + firstLine(e));
            }
            Await.pause(Duration.ofMillis(plan.restPauseMs()));
        }
    }

    private String carryOut(RestFault fault) {
        ConnectRest rest = stack.workers().rest();
        if (fault instanceof RestFault.Reconfigure change) {
            stack.connectors().register(rest, change.connector(), change.changes());
            return fault.connector() + " changed to " + new TreeMap<>(change.changes());
        }
        if (fault instanceof RestFault.Restart) {
            rest.restart(fault.connector());
            return fault.connector() + " restarted with its tasks";
        }
        int pausedMs = fault instanceof RestFault.Pause pause ? pause.pausedMs() : 0;
        rest.pause(fault.connector());
        Await.pause(Duration.ofMillis(pausedMs));
        stack.workers().rest().resume(fault.connector());
        return fault.connector() + " paused for " + pausedMs + " ms";
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
