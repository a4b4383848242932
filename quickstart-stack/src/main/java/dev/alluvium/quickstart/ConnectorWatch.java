// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.ConnectorStatus;
import dev.alluvium.quickstart.stack.StackException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks after the connectors now and then, and says so when one has failed. */
final class ConnectorWatch {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(3);

    private final ConnectRest rest;
    private final List<String> connectors;
    private long next = System.nanoTime();

    ConnectorWatch(ConnectRest rest, List<String> connectors) {
        this.rest = rest;
        this.connectors = List.copyOf(connectors);
    }

    /**
     * Cheap to call often.
     *
     * @throws StackException if a connector or a task has failed, with its trace
     */
    void check() {
        if (System.nanoTime() - next < 0 || !rest.ready()) {
            return; // A worker that is just being restarted says nothing; its supervisor does.
        }
        next = System.nanoTime() + INTERVAL_NS;
        for (String name : connectors) {
            status(name).failure().ifPresent(trace -> {
                throw new StackException("the connector " + name + " failed: " + trace);
            });
        }
    }

    private ConnectorStatus status(String name) {
        try {
            return rest.status(name);
        } catch (ConnectRestException | StackException goneMeanwhile) {
            return ConnectorStatus.UNKNOWN;
        }
    }
}
