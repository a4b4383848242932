// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.protect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A short name for the value, as {@code tok_Zm9vYmFyYmF6cXV4MTIzNA}: the same for the same value, made of 128 bits of its HMAC-SHA-256.
 * Nothing is stored, so nobody can ask for the value behind a token.
 */
public record Token(Hmac hmac) implements TextProtection {
    private static final String PREFIX = "tok_";
    private static final int BYTES = 16;

    @Override
    public String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String of(byte[] bytes) {
        return PREFIX
                + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hmac.digest(bytes), BYTES));
    }
}
