// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import dev.alluvium.contract.ContractDraft.Field;
import io.delta.kernel.TableManager;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** What a Delta table says of the records in it. Of a table of Debezium's envelopes that is the row as it became. */
final class DeltaFields {
    /** Of the sink: where records come from, and what their columns could not hold. */
    private static final Set<String> OF_THE_SINK = Set.of("_kafka", "_rescued", "_unavailable");

    private static final String AFTER = "after";
    private static final Set<String> ENVELOPE = Set.of("op", "source", AFTER);

    private DeltaFields() {}

    static List<Field> of(String table, Configuration hadoop) {
        Engine engine = DefaultEngine.create(hadoop);
        StructType schema = TableManager.loadSnapshot(table).build(engine).getSchema();
        boolean isEnvelope = schema.fieldNames().containsAll(ENVELOPE);
        StructType row = isEnvelope && schema.get(AFTER).getDataType() instanceof StructType after ? after : schema;
        return row.fields().stream()
                .filter(field -> !OF_THE_SINK.contains(field.getName()))
                .map(DeltaFields::field)
                .toList();
    }

    private static Field field(StructField field) {
        Object comment = field.getMetadata().get("comment");
        return field(
                field.getName(), field.getDataType(), !field.isNullable(), comment == null ? "" : comment.toString());
    }

    private static Field field(String name, DataType type, boolean isRequired, String description) {
        List<Field> inside = List.of();
        if (type instanceof StructType struct) {
            inside = struct.fields().stream().map(DeltaFields::field).toList();
        } else if (type instanceof ArrayType array) {
            inside = List.of(field("", array.getElementType(), false, ""));
        }
        return new Field(
                name,
                logical(type),
                type instanceof StructType || type instanceof ArrayType ? "" : physical(type),
                format(type).map(format -> Map.of("format", format)).orElse(Map.of()),
                isRequired,
                description,
                inside);
    }

    /** As Delta's log has it: {@code decimal(12,2)}. */
    private static String physical(DataType type) {
        return type.toString().toLowerCase(Locale.ROOT).replace(" ", "");
    }

    /** Bytes and maps have no name in the standard. */
    private static String logical(DataType type) {
        if (type instanceof StructType) {
            return "object";
        } else if (type instanceof ArrayType) {
            return "array";
        } else if (type instanceof StringType) {
            return "string";
        } else if (type instanceof BooleanType) {
            return "boolean";
        } else if (type instanceof DateType) {
            return "date";
        } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return "timestamp";
        } else if (type instanceof DecimalType || type instanceof FloatType || type instanceof DoubleType) {
            return "number";
        }
        return format(type).isPresent() ? "integer" : "";
    }

    private static Optional<String> format(DataType type) {
        if (type instanceof ByteType) {
            return Optional.of("i8");
        } else if (type instanceof ShortType) {
            return Optional.of("i16");
        } else if (type instanceof IntegerType) {
            return Optional.of("i32");
        } else if (type instanceof LongType) {
            return Optional.of("i64");
        } else if (type instanceof FloatType) {
            return Optional.of("f32");
        }
        return type instanceof DoubleType ? Optional.of("f64") : Optional.empty();
    }
}
