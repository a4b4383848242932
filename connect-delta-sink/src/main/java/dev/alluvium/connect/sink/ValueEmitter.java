// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import org.jspecify.annotations.Nullable;

/** Hands one value, or all that is in it, to a consumer. Compiled once per column; used by one thread. */
@FunctionalInterface
interface ValueEmitter {

    /**
     * @throws UnfitValueException that names the field, if the value does not fit
     * @throws ClassCastException if the value is not what its schema says; whoever knows the field makes it the former
     */
    void emit(Object value, ValueConsumer out);

    /** Whether {@link #misfit} can ever find anything: where it cannot, nobody need ask for each value. */
    default boolean mayMisfit() {
        return false;
    }

    /**
     * Why the value, or something in it, cannot be written without loss; null if it can, and {@link #emit} will not fail.
     * To be asked before the field is begun, because files cannot take back half a value.
     *
     * @throws ClassCastException as {@link #emit} does; a value that is not what its schema says may also be found out only
     *     by {@link #emit}
     */
    default @Nullable String misfit(Object value) {
        return null;
    }

    /**
     * Finds out and {@linkplain Rescue rescues} what of the value does not fit, for {@link #emit} to leave it out. To be called
     * only of what was compiled to be asked {@linkplain Rescue#ahead ahead}, once for each row, before the row is begun.
     */
    default void survey(Object value) {}
}
