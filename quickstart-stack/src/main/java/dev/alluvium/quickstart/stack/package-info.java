// SPDX-License-Identifier: Apache-2.0
/** The servers of the stack, each startable, stoppable and breakable by itself; also used by the integration tests. */
@NullMarked
package dev.alluvium.quickstart.stack;

import org.jspecify.annotations.NullMarked;
