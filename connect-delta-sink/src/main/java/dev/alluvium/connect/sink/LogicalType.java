// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import org.apache.kafka.connect.data.Schema;

/** A meaning that a schema's name gives to its physical type. */
interface LogicalType {

    /** Whether a schema of the right name also has the right physical type. If not, the name means something else. */
    boolean matches(Schema schema);

    ColumnType column(Schema schema);

    /** @param target a type that {@link #column} gives */
    ValueEmitter emitter(ColumnType target, String path);
}
