// SPDX-License-Identifier: Apache-2.0
/** What runs inside the Connect worker's own process: nothing but Kafka's worker on a tether. */
@NullMarked
package dev.alluvium.quickstart.worker;

import org.jspecify.annotations.NullMarked;
