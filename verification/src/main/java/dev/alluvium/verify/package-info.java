// SPDX-License-Identifier: Apache-2.0
/** Proves from a table, and from Kafka where it still has the records, that none was lost and none was doubled. */
@NullMarked
package dev.alluvium.verify;

import org.jspecify.annotations.NullMarked;
