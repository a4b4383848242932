// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.TableName;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The content of a row of a rejects table.
 *
 * @param record with headers and a timestamp that any table can hold
 * @param table which it was meant for, null if none was found
 */
record Reject(SinkRecord record, @Nullable TableName table, BadRecordException verdict) {}
