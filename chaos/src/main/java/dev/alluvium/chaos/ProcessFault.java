// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

/** What is done to a process. */
sealed interface ProcessFault {

    /** @param worker which one, of those that are up; counted round and round */
    record Kill(int worker, int downMs) implements ProcessFault {}

    /** @param frozenMs longer than the sessions that the worker has with the broker */
    record Freeze(int worker, int frozenMs) implements ProcessFault {}

    record Leave(int worker, int downMs) implements ProcessFault {}

    record RestartBroker(int downMs) implements ProcessFault {}
}
