// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.protect;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 of the text in UTF-8, in hex digits: the same for the same value, so that tables can be joined by it, and not to be
 * found out by trying values, as a plain hash is, by those without the key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
public final class Hmac implements TextProtection {
    private static final String ALGORITHM = "HmacSHA256";
    /** Of the key: what RFC 2104 advises is the length of the hash, which a text in base64 of that length has not. */
    public static final int MIN_KEY_BYTES = 16;

    private final Mac prototype;

    /** @throws IllegalArgumentException if the key is shorter than {@link #MIN_KEY_BYTES} */
    public Hmac(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("must have " + MIN_KEY_BYTES + " bytes or more; it has " + bytes.length);
        }
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(bytes, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    byte[] digest(byte[] bytes) {
        try {
            return ((Mac) prototype.clone()).doFinal(bytes);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + ALGORITHM + " can be cloned", e);
        }
    }
}
