// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void refusesExactlyWhatTheJdkCannotEncode() {
        String alphabet = "aaaa??ä名\ud83d\ude42";
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(random.nextInt(4) == 0 ? 10 : 7)));
            }
            byte[] strict = strict(text);
            assertThat(Utf8.encoded(text.toString())).as("%s", text).isEqualTo(strict);
            refused += strict == null ? 1 : 0;
        }
        assertThat(refused).isBetween(5_000, 45_000);
    }

    @Test
    void findsHalfAPairAtAnyPlace() {
        for (int length = 1; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                StringBuilder text = new StringBuilder("x".repeat(length));
                text.setCharAt(at, '\ud83d');
                assertThat(Utf8.encoded(text.toString())).isNull();
                text.setCharAt(at, '?');
                assertThat(Utf8.encoded(text.toString())).hasSize(length);
            }
        }
    }

    @Test
    void givesHalfAPairThreeBytesWhereBytesAreAllowed() {
        assertThat(Utf8.encodedLoosely("a\ud83d?"))
                .isEqualTo(new byte[] {'a', (byte) 0xed, (byte) 0xa0, (byte) 0xbd, '?'});
        assertThat(Utf8.encodedLoosely("ä🙂?")).isEqualTo("ä🙂?".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] strict(CharSequence text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
