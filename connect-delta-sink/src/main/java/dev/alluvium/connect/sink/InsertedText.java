// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;

/** Puts the same text into one column of each row, at its place among what comes. */
final class InsertedText implements ValueConsumer {
    private final ValueConsumer out;
    private final int ordinal;
    private final String text;
    private int depth;
    private boolean isDue;

    InsertedText(ValueConsumer out, int ordinal, String text) {
        this.out = out;
        this.ordinal = ordinal;
        this.text = text;
    }

    private void insert() {
        isDue = false;
        out.startField(ordinal);
        out.textValue(text);
        out.endField(ordinal);
    }

    @Override
    public void startRow() {
        isDue = true;
        out.startRow();
    }

    @Override
    public void endRow() {
        if (isDue) {
            insert();
        }
        out.endRow();
    }

    @Override
    public void startField(int at) {
        if (isDue && depth == 0 && at > ordinal) {
            insert();
        }
        out.startField(at);
    }

    @Override
    public void endField(int at) {
        out.endField(at);
    }

    @Override
    public void startStruct() {
        depth++;
        out.startStruct();
    }

    @Override
    public void endStruct() {
        depth--;
        out.endStruct();
    }

    @Override
    public void startList(int size) {
        out.startList(size);
    }

    @Override
    public void startElement() {
        out.startElement();
    }

    @Override
    public void endElement() {
        out.endElement();
    }

    @Override
    public void endList() {
        out.endList();
    }

    @Override
    public void startMap(int size) {
        out.startMap(size);
    }

    @Override
    public void startKey() {
        out.startKey();
    }

    @Override
    public void endKey() {
        out.endKey();
    }

    @Override
    public void startValue() {
        out.startValue();
    }

    @Override
    public void endValue() {
        out.endValue();
    }

    @Override
    public void endMap() {
        out.endMap();
    }

    @Override
    public void booleanValue(boolean value) {
        out.booleanValue(value);
    }

    @Override
    public void intValue(int value) {
        out.intValue(value);
    }

    @Override
    public void longValue(long value) {
        out.longValue(value);
    }

    @Override
    public void floatValue(float value) {
        out.floatValue(value);
    }

    @Override
    public void doubleValue(double value) {
        out.doubleValue(value);
    }

    @Override
    public void textValue(String value) {
        out.textValue(value);
    }

    @Override
    public void textValue(byte[] utf8, int length) {
        out.textValue(utf8, length);
    }

    @Override
    public void bytesValue(byte[] value) {
        out.bytesValue(value);
    }

    @Override
    public void bytesValue(ByteBuffer value) {
        out.bytesValue(value);
    }

    @Override
    public void decimalValue(BigDecimal value, ColumnType.Decimal type) {
        out.decimalValue(value, type);
    }
}
