// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import java.util.function.Consumer;

/**
 * What a table remembers of a write, so that it takes none twice.
 *
 * @param application of one promotion
 * @param version of its batch
 * @param done is told the application of each write that is committed
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#transaction-identifiers">Delta's protocol</a>
 */
record Txn(String application, long version, Consumer<String> done) {
    Txn of(String part) {
        return new Txn(application + "/" + part, version, done);
    }
}
