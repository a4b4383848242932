// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.sparkreader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows as JSON that loses nothing, which Spark's own does: rows and structs are objects with all of their fields, null or
 * not; lists are arrays; maps are arrays of pairs; integers are numbers; everything else is text as Java writes it, a
 * decimal with all of its scale, an instant to the microsecond, binary in Base64.
 */
final class Rows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Rows() {}

    static void put(Dataset<Row> data, ObjectNode answer) {
        answer.put("schema", data.schema().toDDL());
        ArrayNode rows = answer.putArray("rows");
        data.collectAsList().forEach(row -> rows.add(struct(row)));
    }

    private static ObjectNode struct(Row row) {
        ObjectNode fields = JSON.objectNode();
        String[] names = row.schema().fieldNames();
        for (int ordinal = 0; ordinal < names.length; ordinal++) {
            fields.set(names[ordinal], value(row.get(ordinal)));
        }
        return fields;
    }

    private static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof Row row) {
            return struct(row);
        }
        if (value instanceof scala.collection.Seq<?> list) {
            ArrayNode elements = JSON.arrayNode();
            CollectionConverters.asJava(list).forEach(element -> elements.add(value(element)));
            return elements;
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            ArrayNode pairs = JSON.arrayNode();
            CollectionConverters.asJava(map)
                    .forEach((key, entry) -> pairs.addArray().add(value(key)).add(value(entry)));
            return pairs;
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
            return JSON.numberNode(((Number) value).longValue());
        }
        if (value instanceof byte[] bytes) {
            return JSON.binaryNode(bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return JSON.textNode(decimal.toPlainString());
        }
        if (value instanceof Float
                || value instanceof Double
                || value instanceof String
                || value instanceof LocalDate
                || value instanceof Instant) {
            return JSON.textNode(value.toString());
        }
        throw new IllegalArgumentException(
                "no way to write a " + value.getClass().getName());
    }
}
