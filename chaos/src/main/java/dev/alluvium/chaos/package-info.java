// SPDX-License-Identifier: Apache-2.0
/** A real stack, what is done to it while it works, and what is compared in the end. */
@NullMarked
package dev.alluvium.chaos;

import org.jspecify.annotations.NullMarked;
