// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.it.Readers.Engine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as the sink's own tests describe it, in the JSON of {@link TableContent}: what a reader must give for it.
 *
 * @param reader for what Trino alone does: it rounds times, and has the names of fields in lower case
 */
record StoredValue(Engine reader) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    JsonNode of(@Nullable Object stored, ColumnType type) {
        if (stored == null) {
            return JSON.nullNode();
        } else if (type instanceof ColumnType.Struct struct) {
            ObjectNode fields = JSON.objectNode();
            struct.columns()
                    .forEach(column -> fields.set(
                            reader == Engine.TRINO ? column.name().toLowerCase(Locale.ROOT) : column.name(),
                            of(((Map<?, ?>) stored).get(column.name()), column.type())));
            return fields;
        } else if (type instanceof ColumnType.MapOf map) {
            ArrayNode pairs = JSON.arrayNode();
            ((Map<?, ?>) stored)
                    .forEach((key, value) ->
                            pairs.addArray().add(of(key, map.key())).add(of(value, map.value())));
            return pairs;
        } else if (type instanceof ColumnType.ListOf list) {
            ArrayNode elements = JSON.arrayNode();
            ((List<?>) stored).forEach(element -> elements.add(of(element, list.element())));
            return elements;
        }
        return scalar(stored, type);
    }

    private JsonNode scalar(Object stored, ColumnType type) {
        if (stored instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        } else if (type == Primitive.BINARY) {
            return JSON.binaryNode(HexFormat.of().parseHex(((String) stored).substring("0x".length())));
        } else if (type == Primitive.DATE) {
            return JSON.textNode(LocalDate.ofEpochDay((Integer) stored).toString());
        } else if (type == Primitive.TIMESTAMP) {
            Instant at = Instant.EPOCH.plus((Long) stored, ChronoUnit.MICROS);
            return JSON.textNode((reader == Engine.TRINO ? TrinoTime.shown(at) : at).toString());
        } else if (stored instanceof BigDecimal decimal) {
            return JSON.textNode(decimal.toPlainString());
        } else if (stored instanceof Integer || stored instanceof Long) {
            return JSON.numberNode(((Number) stored).longValue());
        }
        return JSON.textNode(stored.toString());
    }
}
