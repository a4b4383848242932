// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.quickstart.bronze.BronzeReader;
import dev.alluvium.quickstart.bronze.Warehouse;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as Delta Kernel and its own Parquet reader see it, in the JSON that Spark's process answers with, so that one
 * literal stands for what both must read: structs are objects; lists are arrays; maps are arrays of pairs; integers are
 * numbers; binary is Base64; all else is text.
 */
final class BronzeJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private BronzeJson() {}

    static List<JsonNode> rows(Warehouse warehouse, String table) {
        BronzeReader reader = new BronzeReader(warehouse);
        StructType schema = reader.snapshot(table).getSchema();
        List<JsonNode> rows = new ArrayList<>();
        reader.rows(table).forEach(row -> rows.add(of(row.columns(), schema)));
        return rows;
    }

    private static JsonNode of(@Nullable Object value, DataType type) {
        if (value == null) {
            return JSON.nullNode();
        } else if (type instanceof StructType struct) {
            ObjectNode fields = JSON.objectNode();
            for (StructField field : struct.fields()) {
                fields.set(field.getName(), of(((Map<?, ?>) value).get(field.getName()), field.getDataType()));
            }
            return fields;
        } else if (type instanceof MapType map) {
            ArrayNode pairs = JSON.arrayNode();
            ((Map<?, ?>) value)
                    .forEach((key, entry) ->
                            pairs.addArray().add(of(key, map.getKeyType())).add(of(entry, map.getValueType())));
            return pairs;
        } else if (type instanceof ArrayType array) {
            ArrayNode elements = JSON.arrayNode();
            ((List<?>) value).forEach(element -> elements.add(of(element, array.getElementType())));
            return elements;
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        } else if (value instanceof byte[] bytes) {
            return JSON.binaryNode(bytes);
        } else if (value instanceof BigDecimal decimal) {
            return JSON.textNode(decimal.toPlainString());
        } else if (value instanceof Number number && !(value instanceof Float) && !(value instanceof Double)) {
            return JSON.numberNode(number.longValue());
        }
        return JSON.textNode(value.toString());
    }
}
