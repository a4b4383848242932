// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

/**
 * Something wrong with a contract.
 *
 * @param path where, as {@code schema[0].properties[2].logicalTypeOptions}; empty for the whole
 */
public record ContractFault(String path, String what) {
    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + what;
    }
}
