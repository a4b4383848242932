// SPDX-License-Identifier: Apache-2.0
/** Checks of records as Kafka Connect brings them. */
@NullMarked
package dev.alluvium.connect.quality;

import org.jspecify.annotations.NullMarked;
