// SPDX-License-Identifier: Apache-2.0
/** Storage that fails as it is told to: what runs inside the plugin, and the faults that both sides know. */
@NullMarked
package dev.alluvium.chaos.storage;

import org.jspecify.annotations.NullMarked;
