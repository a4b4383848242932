// SPDX-License-Identifier: Apache-2.0
/** The command line of the Spark jobs. */
@NullMarked
package dev.alluvium.silver.command;

import org.jspecify.annotations.NullMarked;
