// SPDX-License-Identifier: Apache-2.0
/** The command that puts records back into a table; none of it runs within Connect. */
@NullMarked
package dev.alluvium.reingest;

import org.jspecify.annotations.NullMarked;
