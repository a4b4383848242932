// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.bronze;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.data.StructRow;
import io.delta.kernel.types.StructType;
import java.math.BigDecimal;

/** One element of a vector as a row of one field, so that elements are read by the code that reads fields. */
record ElementRow(ColumnVector vector, int at) implements Row {
    @Override
    public StructType getSchema() {
        return new StructType().add("element", vector.getDataType());
    }

    @Override
    public boolean isNullAt(int ordinal) {
        return vector.isNullAt(at);
    }

    @Override
    public boolean getBoolean(int ordinal) {
        return vector.getBoolean(at);
    }

    @Override
    public byte getByte(int ordinal) {
        return vector.getByte(at);
    }

    @Override
    public short getShort(int ordinal) {
        return vector.getShort(at);
    }

    @Override
    public int getInt(int ordinal) {
        return vector.getInt(at);
    }

    @Override
    public long getLong(int ordinal) {
        return vector.getLong(at);
    }

    @Override
    public float getFloat(int ordinal) {
        return vector.getFloat(at);
    }

    @Override
    public double getDouble(int ordinal) {
        return vector.getDouble(at);
    }

    @Override
    public String getString(int ordinal) {
        return vector.getString(at);
    }

    @Override
    public BigDecimal getDecimal(int ordinal) {
        return vector.getDecimal(at);
    }

    @Override
    public byte[] getBinary(int ordinal) {
        return vector.getBinary(at);
    }

    @Override
    public Row getStruct(int ordinal) {
        return StructRow.fromStructVector(vector, at);
    }

    @Override
    public ArrayValue getArray(int ordinal) {
        return vector.getArray(at);
    }

    @Override
    public MapValue getMap(int ordinal) {
        return vector.getMap(at);
    }
}
