// SPDX-License-Identifier: Apache-2.0
/** Conditions on several fields of one record, in the words of SQL; of Kafka it knows nothing. */
@NullMarked
package dev.alluvium.connect.quality.expression;

import org.jspecify.annotations.NullMarked;
