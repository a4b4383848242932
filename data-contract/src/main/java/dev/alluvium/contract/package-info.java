// SPDX-License-Identifier: Apache-2.0
/** Contracts of data sets, and where their rules are checked. */
@NullMarked
package dev.alluvium.contract;

import org.jspecify.annotations.NullMarked;
