// SPDX-License-Identifier: Apache-2.0
/** The command that people check contracts with. */
@NullMarked
package dev.alluvium.contract.command;

import org.jspecify.annotations.NullMarked;
