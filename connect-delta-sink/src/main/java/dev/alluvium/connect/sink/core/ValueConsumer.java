// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.math.BigDecimal;
import java.nio.ByteBuffer;

/**
 * Takes the values of one row after the other, in the order of the schema it was made for.
 *
 * <p>The caller guarantees balanced calls: {@code startRow (startField value endField)* endRow}, ordinals rising within a
 * struct, and values of the column's type. A null is a field (or an element, or an entry's value) that is left out:
 * {@code startField} without a value is not allowed, {@code startElement} directly followed by {@code endElement} is a
 * null element. Nothing is boxed on the way.
 */
public interface ValueConsumer {

    void startRow();

    void endRow();

    /** Begins the field at {@code ordinal} of the row or struct that was begun last; a value must follow. */
    void startField(int ordinal);

    void endField(int ordinal);

    void startStruct();

    void endStruct();

    /** Begins a list of exactly {@code size} elements, which may be 0. */
    void startList(int size);

    void startElement();

    void endElement();

    void endList();

    /** Begins a map of exactly {@code size} entries, each of them {@code startKey value endKey startValue [value] endValue}. */
    void startMap(int size);

    void startKey();

    void endKey();

    void startValue();

    void endValue();

    void endMap();

    void booleanValue(boolean value);

    /** A BYTE, SHORT, INTEGER or DATE (days since 1970-01-01). */
    void intValue(int value);

    /** A LONG or TIMESTAMP (microseconds since 1970-01-01T00:00Z). */
    void longValue(long value);

    void floatValue(float value);

    void doubleValue(double value);

    void textValue(String value);

    /** A text in valid UTF-8. The array belongs to the consumer from now on. */
    default void textValue(byte[] utf8) {
        textValue(utf8, utf8.length);
    }

    /** A text: the first {@code length} of these bytes, which are valid UTF-8. The array is not changed and not kept. */
    void textValue(byte[] utf8, int length);

    /** A BINARY; the array is not changed and not kept. */
    void bytesValue(byte[] value);

    /** A BINARY, from position to limit, neither of which is moved. */
    void bytesValue(ByteBuffer value);

    /** A decimal whose scale is exactly that of {@code type} and whose digits fit its precision. */
    void decimalValue(BigDecimal value, ColumnType.Decimal type);
}
