// SPDX-License-Identifier: Apache-2.0
/** End to end: real Kafka, Connect, Debezium and PostgreSQL, and our plugin as users install it. */
@NullMarked
package dev.alluvium.it;

import org.jspecify.annotations.NullMarked;
