// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import java.util.List;
import java.util.stream.Collectors;

/** A contract cannot be read. Has all that is wrong with it, and the message tells it. */
public final class ContractException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Nobody sends it anywhere.
    private final List<ContractFault> faults;

    ContractException(String name, List<ContractFault> faults) {
        super(faults.stream()
                .map(fault -> "\n  " + fault)
                .collect(Collectors.joining("", name + " is no contract:", "")));
        this.faults = List.copyOf(faults);
    }

    public List<ContractFault> faults() {
        return faults;
    }
}
