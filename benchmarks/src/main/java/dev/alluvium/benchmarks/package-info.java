// SPDX-License-Identifier: Apache-2.0
/** Programs that measure the sink, started by hand. */
@NullMarked
package dev.alluvium.benchmarks;

import org.jspecify.annotations.NullMarked;
