// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;

/** Hands one value, or all that is in it, to a consumer. Compiled once per column; used by one thread. */
@FunctionalInterface
interface ValueEmitter {

    /**
     * @throws UnfitValueException that names the field, if the value does not fit
     * @throws ClassCastException if the value is not what its schema says; whoever knows the field makes it the former
     */
    void emit(Object value, ValueConsumer out);
}
