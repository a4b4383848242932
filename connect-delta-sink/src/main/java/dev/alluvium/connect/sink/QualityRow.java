// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.GateResults.Result;
import java.time.Instant;

/**
 * The content of a row of the table of quality results.
 *
 * @param runId of all rows that were written together; two rows of one id, task, transformation and rule are one that was written twice
 * @param from the first moment that the result is of
 * @param to the moment up to which it is
 */
record QualityRow(String runId, Instant from, Instant to, Result result) {}
