// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code txn} of the sink: {@code <writer>/<topic>@<epoch>/<partition>}.
 *
 * @param writer the connector's {@code delta.txn.app.id}
 * @param version the last offset that the table covers
 */
record Txn(String writer, Source source, long version) {
    // Neither a slash nor an at sign can be in the name of a topic.
    private static final Pattern APP_ID = Pattern.compile("(.+)/([^/@]+)@(\\d{1,18})/(\\d{1,9})");

    /** Empty if somebody else's: other engines keep txns in tables as well. */
    static Optional<Txn> parse(String appId, long version) {
        Matcher parts = APP_ID.matcher(appId);
        return parts.matches()
                ? Optional.of(new Txn(
                        parts.group(1),
                        new Source(parts.group(2), Long.parseLong(parts.group(3)), Integer.parseInt(parts.group(4))),
                        version))
                : Optional.empty();
    }

    String appId() {
        return writer + "/" + source.topic() + "@" + source.epoch() + "/" + source.partition();
    }
}
