// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** What Parquet's own reader finds in a file, as plain Java values; binary as hex. */
final class ParquetContent {
    private ParquetContent() {}

    static List<Map<String, Object>> rows(java.nio.file.Path file) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        forEachRow(file, rows::add);
        return rows;
    }

    /** One row after the other, for files that the heap could not hold. */
    static void forEachRow(java.nio.file.Path file, Consumer<Map<String, Object>> action) throws IOException {
        forEachRow(new Path(file.toUri()), new Configuration(), action);
    }

    static void forEachRow(Path file, Configuration configuration, Consumer<Map<String, Object>> action)
            throws IOException {
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(configuration)
                .build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                action.accept(struct(group));
            }
        }
    }

    static ParquetMetadata footer(java.nio.file.Path file) throws IOException {
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.toUri()), new Configuration(false)))) {
            return reader.getFooter();
        }
    }

    private static Map<String, Object> struct(Group group) {
        Map<String, Object> values = new LinkedHashMap<>();
        GroupType type = group.getType();
        for (int field = 0; field < type.getFieldCount(); field++) {
            if (group.getFieldRepetitionCount(field) > 0) {
                values.put(type.getFieldName(field), value(group, field));
            }
        }
        return values;
    }

    private static Object value(Group group, int field) {
        LogicalTypeAnnotation annotation = group.getType().getType(field).getLogicalTypeAnnotation();
        if (annotation instanceof ListLogicalTypeAnnotation) {
            Group list = group.getGroup(field, 0);
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
                Group element = list.getGroup(0, i);
                elements.add(element.getFieldRepetitionCount(0) == 0 ? null : value(element, 0));
            }
            return elements;
        }
        if (annotation instanceof MapLogicalTypeAnnotation) {
            Group map = group.getGroup(field, 0);
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
                Group entry = map.getGroup(0, i);
                entries.put(value(entry, 0), entry.getFieldRepetitionCount(1) == 0 ? null : value(entry, 1));
            }
            return entries;
        }
        return group.getType().getType(field).isPrimitive()
                ? primitive(group, field, annotation)
                : struct(group.getGroup(field, 0));
    }

    private static Object primitive(Group group, int field, LogicalTypeAnnotation annotation) {
        PrimitiveType type = group.getType().getType(field).asPrimitiveType();
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return switch (type.getPrimitiveTypeName()) {
                case INT32 -> BigDecimal.valueOf(group.getInteger(field, 0), decimal.getScale());
                case INT64 -> BigDecimal.valueOf(group.getLong(field, 0), decimal.getScale());
                default ->
                    new BigDecimal(new BigInteger(group.getBinary(field, 0).getBytes()), decimal.getScale());
            };
        }
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(field, 0);
            case INT32 -> group.getInteger(field, 0);
            case INT64 -> group.getLong(field, 0);
            case FLOAT -> group.getFloat(field, 0);
            case DOUBLE -> group.getDouble(field, 0);
            default ->
                annotation instanceof StringLogicalTypeAnnotation
                        ? group.getString(field, 0)
                        : HexFormat.of().formatHex(group.getBinary(field, 0).getBytes());
        };
    }
}
