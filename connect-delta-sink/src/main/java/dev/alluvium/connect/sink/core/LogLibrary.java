// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/** The library that reads and writes the Delta log. Both may alternate on one table at protocol (1,2). */
public enum LogLibrary {
    /** Delta Kernel: the default. */
    KERNEL,
    /** delta-standalone: for tables at protocol (1,2), deprecated by its makers. */
    STANDALONE
}
