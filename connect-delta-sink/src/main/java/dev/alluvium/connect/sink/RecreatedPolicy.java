// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Locale;

/** What is to happen where Kafka's log is no longer the one that the tables know. */
enum RecreatedPolicy {
    FAIL,
    RESTART;

    static RecreatedPolicy parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
