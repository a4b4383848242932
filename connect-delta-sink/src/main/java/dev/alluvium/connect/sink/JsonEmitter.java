// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ValueConsumer;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Emits a value as its JSON text: one without a schema, or one whose schema contains itself. */
final class JsonEmitter implements ValueEmitter {
    private final @Nullable Schema schema;
    private final JsonText json;

    JsonEmitter(@Nullable Schema schema, String path) {
        this.schema = schema;
        this.json = new JsonText(path);
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        json.emit(schema, value, out);
    }
}
