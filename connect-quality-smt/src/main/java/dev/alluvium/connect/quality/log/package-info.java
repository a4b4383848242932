// SPDX-License-Identifier: Apache-2.0
/** Reads lines of logs; of Kafka it knows nothing. */
@NullMarked
package dev.alluvium.connect.quality.log;

import org.jspecify.annotations.NullMarked;
