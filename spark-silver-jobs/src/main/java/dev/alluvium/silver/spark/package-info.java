// SPDX-License-Identifier: Apache-2.0
/** The edge to Spark and Delta: reads bronze as a stream and writes silver by what {@link dev.alluvium.silver.cdc} says. */
@NullMarked
package dev.alluvium.silver.spark;

import org.jspecify.annotations.NullMarked;
