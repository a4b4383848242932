// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

/**
 * Stops the task in front of a record. An error and no exception: Connect tolerates every exception of a transform where
 * {@code errors.tolerance} is {@code all}, and would go on without the record.
 */
public final class QualityStop extends Error {
    private static final long serialVersionUID = 1;

    QualityStop(String message) {
        super(message);
    }
}
