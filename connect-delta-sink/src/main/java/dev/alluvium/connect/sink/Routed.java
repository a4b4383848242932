// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Where a record goes.
 *
 * @param tables each once; empty only if there is a fault
 * @param fault why there is a table missing among them
 */
record Routed(List<TableName> tables, Optional<BadRecordException> fault) {}
