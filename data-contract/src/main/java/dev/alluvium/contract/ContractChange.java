// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

/**
 * One difference between two versions of a contract.
 *
 * @param path where it stands, in the newer one if it is there
 */
public record ContractChange(Effect effect, String path, String what) {
    /** Whom a change takes by surprise. */
    public enum Effect {
        /** Those who read: something is gone, or comes that did not. */
        BREAKS_READERS,
        /** Those who write: something is refused that was not. */
        BREAKS_WRITERS,
        /** Both, or nobody can tell whom. */
        BREAKS_BOTH,
        HARMLESS
    }
}
