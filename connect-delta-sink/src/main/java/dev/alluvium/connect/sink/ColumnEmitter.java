// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Emits one field: its value between the marks of its column. A value that does not fit is rescued before the field is begun,
 * because files cannot take back half a value; the column stays null.
 */
final class ColumnEmitter implements ValueEmitter {
    private final int ordinal;
    private final ValueEmitter emitter;
    private final @Nullable Schema schema;
    private final String path;
    /** Null where no value needs to be rescued, or the whole around it is. */
    private final @Nullable Rescue rescue;
    /** What was found of the row at hand, if it was asked for ahead. */
    private boolean foundFit;

    /**
     * @param schema of the values, null if they have none
     * @param rescue null if values that do not fit are another's concern
     */
    ColumnEmitter(int ordinal, ValueEmitter emitter, @Nullable Schema schema, String path, @Nullable Rescue rescue) {
        this.ordinal = ordinal;
        this.emitter = emitter;
        this.schema = schema;
        this.path = path;
        this.rescue = emitter.mayMisfit() ? rescue : null;
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        if (rescue != null && !(rescue.ahead() ? foundFit : fits(value, rescue))) {
            return;
        }
        try {
            out.startField(ordinal);
            emitter.emit(value, out);
            out.endField(ordinal);
        } catch (ClassCastException e) {
            throw contradiction(value, e);
        }
    }

    @Override
    public void survey(Object value) {
        if (rescue != null) {
            foundFit = fits(value, rescue);
            return;
        }
        try {
            emitter.survey(value);
        } catch (ClassCastException e) {
            throw contradiction(value, e);
        }
    }

    private boolean fits(Object value, Rescue into) {
        String misfit = misfit(value);
        if (misfit != null) {
            into.add(path, schema, value, misfit);
        }
        return misfit == null;
    }

    @Override
    public boolean mayMisfit() {
        return rescue == null && emitter.mayMisfit();
    }

    @Override
    public @Nullable String misfit(Object value) {
        try {
            return emitter.misfit(value);
        } catch (ClassCastException e) {
            throw contradiction(value, e);
        }
    }

    private UnfitValueException contradiction(Object value, ClassCastException cause) {
        UnfitValueException unfit = new UnfitValueException("Field '" + path + "' holds a "
                + value.getClass().getName() + ", or holds other values in it, than its schema says. "
                + "Mend the converter or transform that made it");
        unfit.initCause(cause);
        return unfit;
    }
}
