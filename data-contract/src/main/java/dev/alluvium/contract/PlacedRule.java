// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import java.util.Map;
import java.util.TreeMap;

/**
 * A rule of a contract, and where it is checked.
 *
 * @param name unique in its data set
 * @param path where it stands in the contract
 * @param settings of a rule of single records, as {@code check} and {@code field}; of others what they are, as {@code unique}
 * @param reason why it is where it is; empty if that needs none
 */
public record PlacedRule(Place place, String name, String path, Map<String, String> settings, String reason) {
    /** Where a rule is checked. */
    public enum Place {
        /** On each record in the stream. */
        RECORD,
        /** On the table as a whole. */
        SET,
        /** Nowhere: people have to know. */
        NOWHERE
    }

    public PlacedRule {
        settings = new TreeMap<>(settings);
    }
}
