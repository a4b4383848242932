// SPDX-License-Identifier: Apache-2.0
/** Compares what was put in with what is in the tables. */
@NullMarked
package dev.alluvium.quickstart.proof;

import org.jspecify.annotations.NullMarked;
