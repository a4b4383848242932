// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.nio.charset.StandardCharsets;

/**
 * A data file's path as an {@code add} action holds it: relative to the table, URI-encoded.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#add-file-and-remove-file">Delta protocol, Add
 *     File and Remove File</a>
 */
final class FileUri {
    /** RFC 2396's unreserved characters, the separator of segments, and the {@code =} of Hive-style directories. */
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'()/=";

    private FileUri() {}

    static String encode(String path) {
        StringBuilder encoded = new StringBuilder(path.length() + 8);
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("%%%02X", octet));
            }
        }
        return encoded.toString();
    }
}
