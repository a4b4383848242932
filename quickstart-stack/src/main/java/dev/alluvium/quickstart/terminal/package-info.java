// SPDX-License-Identifier: Apache-2.0
/** What the quickstart says, redrawn in place on a terminal and as plain lines in a pipe. */
@NullMarked
package dev.alluvium.quickstart.terminal;

import org.jspecify.annotations.NullMarked;
