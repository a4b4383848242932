// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

/** What came out, from best to worst. */
public enum Outcome {
    /** Every offset is accounted for, each in one row. */
    PROVEN,
    /** Nothing is seen to be wrong, but there are gaps that nothing explains. */
    UNPROVEN,
    /** A row is lost, doubled, or there although it should not be. */
    BROKEN
}
