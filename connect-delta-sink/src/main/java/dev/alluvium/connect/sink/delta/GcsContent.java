// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.AbstractInputStreamContent;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.ByteArrayContent;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.model.StorageObject;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/** What an object is to hold: the first {@code length} of these bytes. They must not be changed meanwhile. */
final class GcsContent {
    private final byte[] bytes;
    private final int length;

    GcsContent(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    AbstractInputStreamContent body() {
        return new ByteArrayContent(GcsRequests.CONTENT_TYPE, bytes, 0, length);
    }

    /** By which storage finds out that something got lost on the way. */
    String crc32c() {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return text(sum);
    }

    static String text(CRC32C sum) {
        byte[] bigEndian =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
        return Base64.getEncoder().encodeToString(bigEndian);
    }

    boolean isThatOf(StorageObject object) {
        return BigInteger.valueOf(length).equals(object.getSize()) && crc32c().equals(object.getCrc32c());
    }
}
