// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.quickstart.bronze.Warehouse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rows that {@link ProtobufOrders} and a tombstone are to become, without what is null in them. */
final class ProtobufRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The unsigned 64 bits of all ones come as -1, and of the nanoseconds milliseconds: the converter's doing. */
    private static final String FULL = """
            {"small": -2147483648, "large": 9007199254740993, "unsigned_small": 4294967295, "unsigned_large": -1,
            "zigzag_small": -1, "zigzag_large": -9007199254740993, "fixed_small": 4294967295,
            "fixed_large": 9223372036854775807, "sfixed_small": -7, "sfixed_large": -8, "single": "NaN",
            "twofold": "0.1", "paid": true, "name": "Grüße 🙂", "blob": "AP8Q", "status": "OPEN",
            "numbers": [1, 0, -1], "labels": [["a", 1]],
            "first": {"sku": "wheel", "part_of": "{\\"sku\\":\\"cart\\",\\"part_of\\":{\\"sku\\":\\"set\\",\\"part_of\\":null}}"},
            "lines": [{"sku": "x"}, {"sku": ""}], "by_number": [[7, {"sku": "y"}]],
            "payment_0": {"transfer": {"iban": "DE02"}}, "note": "", "count": 0, "at": "2024-02-29T12:00:00.123Z",
            "took": {"seconds": 1, "nanos": 500000000}, "comment": "", "points": 3, "nothing": {"_empty": true},
            "free": {"fields": [["a", {"kind_0": {"list_value": {"values": [
            "{\\"kind_0\\":{\\"null_value\\":null,\\"number_value\\":1.0,\
            \\"string_value\\":null,\\"bool_value\\":null,\\"struct_value\\":null,\\"list_value\\":null}}"]}}}]]}}""";

    private static final String UNSET = """
            "small": 0, "large": 0, "unsigned_small": 0, "unsigned_large": 0, "zigzag_small": 0, "zigzag_large": 0,
            "fixed_small": 0, "fixed_large": 0, "sfixed_small": 0, "sfixed_large": 0, "single": "0.0",
            "twofold": "0.0", "paid": false, "name": "", "blob": "", "numbers": [], "labels": [], "by_number": []""";

    private static final List<String> ROWS = List.of(FULL, "{" + UNSET + """
                    , "lines": [], "status": "UNKNOWN_ENUM_VALUE_Status_7", "payment_0": {"card": ""}}""", "{" + UNSET + """
                    , "lines": [{"sku": "z", "unit": "kg"}], "status": "UNKNOWN", "currency": "EUR"}""", "{}");

    private ProtobufRows() {}

    static List<JsonNode> expected() throws JsonProcessingException {
        List<JsonNode> rows = new ArrayList<>();
        for (String row : ROWS) {
            rows.add(JSON.readTree(row));
        }
        return rows;
    }

    /** By offset, without what every row tells of its record. */
    static List<JsonNode> of(Warehouse warehouse, String table) throws JsonProcessingException {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : BronzeJson.rows(warehouse, table).stream()
                .sorted(Comparator.comparing(row -> row.at("/_kafka/offset").longValue()))
                .toList()) {
            ((ObjectNode) row).remove("_kafka");
            rows.add(withoutNulls(JSON.readTree(row.toString())));
        }
        return rows;
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode fields) {
            fields.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(ProtobufRows::withoutNulls);
        return node;
    }
}
