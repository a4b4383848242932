// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

/**
 * Where the value of a column comes from that the row's own change does not tell.
 *
 * @param sequence of the last change that says anything of it: the one that has the value, or the one before which there was none;
 *     empty if no change has been seen
 * @param known whether there is a value; if not, the column is null for want of one
 */
public record Origin(String sequence, boolean known) {
    /** Of a column that no change has told. */
    public static final Origin UNSEEN = new Origin("", false);
}
