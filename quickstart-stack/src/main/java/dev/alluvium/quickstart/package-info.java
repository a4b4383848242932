// SPDX-License-Identifier: Apache-2.0
/** The quickstart: starts the stack, shows it at work, and proves that nothing was lost or doubled. */
@NullMarked
package dev.alluvium.quickstart;

import org.jspecify.annotations.NullMarked;
