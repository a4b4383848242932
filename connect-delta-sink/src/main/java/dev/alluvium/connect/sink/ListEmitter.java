// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    @Override
    public boolean mayMisfit() {
        return element.mayMisfit();
    }

    @Override
    public @Nullable String misfit(Object value) {
        for (Object each : (List<?>) value) {
            String misfit = each == null ? null : element.misfit(each);
            if (misfit != null) {
                return misfit;
            }
        }
        return null;
    }
}
