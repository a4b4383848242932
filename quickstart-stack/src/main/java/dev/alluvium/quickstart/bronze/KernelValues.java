// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.bronze;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kernel's values as plain Java values. */
final class KernelValues {
    private KernelValues() {}

    static Map<String, @Nullable Object> row(Row row) {
        StructType type = row.getSchema();
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < type.length(); i++) {
            columns.put(
                    type.at(i).getName(),
                    row.isNullAt(i) ? null : field(row, i, type.at(i).getDataType()));
        }
        return columns;
    }

    private static Object field(Row row, int i, DataType type) {
        if (type instanceof StructType) {
            return row(row.getStruct(i));
        } else if (type instanceof ArrayType) {
            return list(row.getArray(i));
        } else if (type instanceof MapType) {
            return map(row.getMap(i));
        } else if (type instanceof StringType) {
            return row.getString(i);
        } else if (type instanceof LongType) {
            return row.getLong(i);
        } else if (type instanceof IntegerType) {
            return row.getInt(i);
        } else if (type instanceof ShortType) {
            return row.getShort(i);
        } else if (type instanceof ByteType) {
            return row.getByte(i);
        } else if (type instanceof BooleanType) {
            return row.getBoolean(i);
        } else if (type instanceof DoubleType) {
            return row.getDouble(i);
        } else if (type instanceof FloatType) {
            return row.getFloat(i);
        } else if (type instanceof DecimalType) {
            return row.getDecimal(i);
        } else if (type instanceof BinaryType) {
            return row.getBinary(i);
        } else if (type instanceof DateType) {
            return LocalDate.ofEpochDay(row.getInt(i));
        } else if (type instanceof TimestampType) {
            return Instant.EPOCH.plus(row.getLong(i), ChronoUnit.MICROS);
        }
        throw new IllegalArgumentException("bronze has no columns of type " + type);
    }

    private static List<@Nullable Object> list(ArrayValue array) {
        return elements(array.getElements(), array.getSize());
    }

    private static Map<@Nullable Object, @Nullable Object> map(MapValue map) {
        List<@Nullable Object> keys = elements(map.getKeys(), map.getSize());
        List<@Nullable Object> values = elements(map.getValues(), map.getSize());
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < map.getSize(); i++) {
            entries.put(keys.get(i), values.get(i));
        }
        return entries;
    }

    private static List<@Nullable Object> elements(ColumnVector vector, int size) {
        List<@Nullable Object> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            elements.add(vector.isNullAt(i) ? null : field(new ElementRow(vector, i), 0, vector.getDataType()));
        }
        return elements;
    }
}
