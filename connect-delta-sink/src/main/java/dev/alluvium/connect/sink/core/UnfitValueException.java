// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/** A value cannot be written into its column without loss. The message names the field and the types, never the value. */
public final class UnfitValueException extends RuntimeException {
    public UnfitValueException(String message) {
        super(message);
    }
}
