// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

/**
 * A fault that met a request.
 *
 * @param pid of the process whose request it was
 * @param path that it was about
 */
public record Strike(StorageFault fault, long pid, String path) {}
