// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.rules;

import dev.alluvium.connect.quality.check.Nodes;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What some checks need to be made.
 *
 * @param nowMs the clock, in milliseconds since 1970 in UTC
 * @param nodes how fields of records are reached
 * @param lines the lines of a file by its path, with an {@code IllegalArgumentException} if it cannot be read
 */
public record CheckContext(LongSupplier nowMs, Nodes nodes, Function<String, List<String>> lines) {}
