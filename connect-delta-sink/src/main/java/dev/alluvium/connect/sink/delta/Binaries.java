// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;

/** Values as Parquet's bytes, copied as little as can be: each is good until the next, or until its source changes. */
final class Binaries {
    private final byte[] fixed = new byte[FileSchema.fixedLength(ColumnType.Decimal.MAX_PRECISION)];

    static Binary of(ByteBuffer value) {
        return value.hasArray()
                ? Binary.fromReusedByteArray(value.array(), value.arrayOffset() + value.position(), value.remaining())
                : Binary.fromReusedByteBuffer(value);
    }

    /** A decimal too long for a number: big-endian, as many bytes as its precision needs. */
    Binary of(BigDecimal value, ColumnType.Decimal type) {
        byte[] digits = value.unscaledValue().toByteArray();
        int length = FileSchema.fixedLength(type.precision());
        Arrays.fill(fixed, 0, length - digits.length, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, fixed, length - digits.length, digits.length);
        return Binary.fromReusedByteArray(fixed, 0, length);
    }
}
