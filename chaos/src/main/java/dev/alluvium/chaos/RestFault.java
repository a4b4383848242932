// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import java.util.Map;

/** What is asked of Connect by REST while it works. */
sealed interface RestFault {
    /** Name of the connector. */
    String connector();

    /** @param changes to its configuration */
    record Reconfigure(String connector, Map<String, String> changes) implements RestFault {
        public Reconfigure {
            changes = Map.copyOf(changes);
        }
    }

    /** The connector and all its tasks. */
    record Restart(String connector) implements RestFault {}

    record Pause(String connector, int pausedMs) implements RestFault {}
}
