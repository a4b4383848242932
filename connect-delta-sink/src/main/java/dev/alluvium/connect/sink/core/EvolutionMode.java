// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/** What happens to a field that the table it goes to cannot hold as it is. */
public enum EvolutionMode {
    /** The table gains the columns it lacks; what clashes with a column it has is rescued. */
    EVOLVE,
    /** A table that exists stays as it is; what it lacks and what clashes is rescued. */
    RESCUE,
    /** The table gains the columns it lacks; what clashes with a column it has fails the table. */
    STRICT
}
