// SPDX-License-Identifier: Apache-2.0
/** Reads rules as configurations have them; of Kafka it knows nothing. */
@NullMarked
package dev.alluvium.connect.quality.rules;

import org.jspecify.annotations.NullMarked;
