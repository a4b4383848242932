// SPDX-License-Identifier: Apache-2.0
/** What is checked of a record, and how; of Kafka it knows nothing. */
@NullMarked
package dev.alluvium.connect.quality.check;

import org.jspecify.annotations.NullMarked;
