// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

/** Ends what a task was doing when it was killed. Nobody catches it but who killed. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
