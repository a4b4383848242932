// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.List;

/** Emits the elements of an array. */
final class ListEmitter implements ValueEmitter {
    private final ValueEmitter element;

    ListEmitter(ValueEmitter element) {
        this.element = element;
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        List<?> list = (List<?>) value;
        out.startList(list.size());
        for (Object each : list) {
            out.startElement();
            if (each != null) {
                element.emit(each, out);
            }
            out.endElement();
        }
        out.endList();
    }
}
