// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/** A demand to read a partition again: {@code session} is over, and the next one begins at {@code offset}. */
public record Rewind(Session session, long offset) {}
