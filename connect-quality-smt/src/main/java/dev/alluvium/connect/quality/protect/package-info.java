// SPDX-License-Identifier: Apache-2.0
/** What hides values that not everybody may see; of Kafka it knows nothing. */
@NullMarked
package dev.alluvium.connect.quality.protect;

import org.jspecify.annotations.NullMarked;
