// SPDX-License-Identifier: Apache-2.0
/** {@code verify} as a command: options in, a table for people or JSON out. */
@NullMarked
package dev.alluvium.verify.command;

import org.jspecify.annotations.NullMarked;
