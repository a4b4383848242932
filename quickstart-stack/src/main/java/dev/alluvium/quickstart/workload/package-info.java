// SPDX-License-Identifier: Apache-2.0
/** The shop database, the changes made to it while the stack runs, and the application's log lines. */
@NullMarked
package dev.alluvium.quickstart.workload;

import org.jspecify.annotations.NullMarked;
