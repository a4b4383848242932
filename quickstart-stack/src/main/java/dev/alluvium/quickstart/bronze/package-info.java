// SPDX-License-Identifier: Apache-2.0
/** Reads Delta tables with Delta Kernel and the log's own JSON; shares no class with the sink. */
@NullMarked
package dev.alluvium.quickstart.bronze;

import org.jspecify.annotations.NullMarked;
