// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ValueConsumer;

/** Emits a value without a schema as its JSON text. */
final class JsonEmitter implements ValueEmitter {
    private final JsonText json;

    JsonEmitter(String path) {
        this.json = new JsonText(path);
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        json.emit(null, value, out);
    }
}
