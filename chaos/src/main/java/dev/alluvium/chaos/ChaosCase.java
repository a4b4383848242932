// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

/** What a run is about: which storage, and the seed that decides on the faults. */
public record ChaosCase(StorageKind storage, long seed) {
    @Override
    public String toString() {
        return storage + ", seed " + seed;
    }
}
