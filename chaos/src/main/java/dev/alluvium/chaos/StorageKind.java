// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import java.util.Locale;

/** What the tables are on, and on which level its requests fail. */
public enum StorageKind {
    /** The local disk, by a Hadoop file system that fails. */
    FILE,

    /** An emulator of Google Cloud Storage, by HTTP requests that fail. */
    GCS;

    static StorageKind of(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
