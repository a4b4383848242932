// SPDX-License-Identifier: Apache-2.0
/**
 * What a change does to a row and to its history: a pure core, which knows neither Spark nor Delta.
 *
 * <p>Everything here is an order of events by their {@linkplain dev.alluvium.silver.cdc.Change#sequence() sequence}, whatever the order in
 * which they are told: the same events end in the same rows.
 */
@NullMarked
package dev.alluvium.silver.cdc;

import org.jspecify.annotations.NullMarked;
