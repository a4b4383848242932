// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;

/** Takes rows that are only emitted to see whether they can be. */
final class DiscardingConsumer implements ValueConsumer {

    @Override
    public void startRow() {}

    @Override
    public void endRow() {}

    @Override
    public void startField(int ordinal) {}

    @Override
    public void endField(int ordinal) {}

    @Override
    public void startStruct() {}

    @Override
    public void endStruct() {}

    @Override
    public void startList(int size) {}

    @Override
    public void startElement() {}

    @Override
    public void endElement() {}

    @Override
    public void endList() {}

    @Override
    public void startMap(int size) {}

    @Override
    public void startKey() {}

    @Override
    public void endKey() {}

    @Override
    public void startValue() {}

    @Override
    public void endValue() {}

    @Override
    public void endMap() {}

    @Override
    public void booleanValue(boolean value) {}

    @Override
    public void intValue(int value) {}

    @Override
    public void longValue(long value) {}

    @Override
    public void floatValue(float value) {}

    @Override
    public void doubleValue(double value) {}

    @Override
    public void textValue(String value) {}

    @Override
    public void textValue(byte[] utf8, int length) {}

    @Override
    public void bytesValue(byte[] value) {}

    @Override
    public void bytesValue(ByteBuffer value) {}

    @Override
    public void decimalValue(BigDecimal value, ColumnType.Decimal type) {}
}
