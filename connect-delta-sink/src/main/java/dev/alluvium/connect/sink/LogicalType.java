// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import org.apache.kafka.connect.data.Schema;

/** A meaning that a schema's name gives to its physical type. */
interface LogicalType {

    /** The type that a schema of this name must have. Under another one the name means something else. */
    Schema.Type physical();

    ColumnType column(Schema schema, String path);

    ValueEmitter emitter(ColumnType target, String path);
}
