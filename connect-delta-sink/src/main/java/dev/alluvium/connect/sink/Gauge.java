// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.function.LongSupplier;

/**
 * A number that monitoring may ask for at any time, from any thread.
 *
 * @param name with its unit, as Kafka spells names: {@code memory-used-bytes}
 */
record Gauge(String name, String description, LongSupplier value) {}
