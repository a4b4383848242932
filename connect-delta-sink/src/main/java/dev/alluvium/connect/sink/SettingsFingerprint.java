// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.OwnTransforms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stands for all settings that decide which table a record belongs to and what it looks like there (rule 2 of the commit
 * protocol). It goes into each commit, so that a change between two of them can be told. One way: no value can be read
 * back from it.
 */
final class SettingsFingerprint {
    private static final int SHOWN_CHARS = 16;
    /** Where the connector has its own; those of a worker are not told to a task. */
    private static final Set<String> CONVERTERS = Set.of("key.converter", "value.converter", "header.converter");

    private SettingsFingerprint() {}

    static String of(Map<String, String> props) {
        MessageDigest digest = sha256();
        new TreeMap<>(props).forEach((key, value) -> {
            if (decidesOnRows(key)) {
                update(digest, key);
                update(digest, value);
            }
        });
        OwnTransforms.contents(props).forEach((key, content) -> {
            update(digest, key);
            update(digest, content);
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN_CHARS);
    }

    private static boolean decidesOnRows(String key) {
        return key.equals(SinkConfigDef.TABLE_NAME_TEMPLATE)
                || key.equals(RouteConfigDef.TOPIC_REGEX)
                || key.equals(RouteConfigDef.MAP)
                || key.equals(TableConfigDef.LAYOUT)
                || key.equals(RejectConfigDef.MODE)
                || key.equals(RejectConfigDef.TABLE)
                || key.equals("transforms")
                || key.startsWith("transforms.")
                || key.equals("predicates")
                || key.startsWith("predicates.")
                || isOfConverter(key);
    }

    /** Not what else a converter is told: a secret that was changed changes no row. */
    private static boolean isOfConverter(String key) {
        return CONVERTERS.stream()
                .anyMatch(converter -> key.equals(converter) || key.equals(converter + ".schemas.enable"));
    }

    /** With its length in front, so that no two lists of texts are the same bytes. */
    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime must offer SHA-256, this one does not", e);
        }
    }
}
