// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The type of a value in a reader's answer, which tells how the answer's JSON is meant.
 *
 * @param name of a scalar type, in the reader's words
 * @param members the element of a list; the key and the value of a map; the fields of a struct
 */
record ReaderType(Kind kind, String name, List<Member> members) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    enum Kind {
        SCALAR,
        LIST,
        MAP,
        STRUCT
    }

    record Member(String name, ReaderType type) {}

    /**
     * A value in the JSON of {@link TableContent}.
     *
     * @param raw an array of a struct's fields; an array of a map's pairs, or an object if its keys are texts
     * @param scalar makes that JSON of values of the scalar type that it is given
     */
    JsonNode value(JsonNode raw, BiFunction<String, JsonNode, JsonNode> scalar) {
        if (raw.isNull()) {
            return raw;
        }
        return switch (kind) {
            case SCALAR -> scalar.apply(name, raw);
            case LIST -> {
                ArrayNode elements = JSON.arrayNode();
                raw.forEach(element -> elements.add(member(0, element, scalar)));
                yield elements;
            }
            case MAP -> {
                ArrayNode pairs = JSON.arrayNode();
                if (raw.isObject()) {
                    raw.properties().forEach(entry -> pairs.addArray()
                            .add(member(0, TextNode.valueOf(entry.getKey()), scalar))
                            .add(member(1, entry.getValue(), scalar)));
                } else {
                    raw.forEach(pair ->
                            pairs.addArray().add(member(0, pair.get(0), scalar)).add(member(1, pair.get(1), scalar)));
                }
                yield pairs;
            }
            case STRUCT -> {
                ObjectNode fields = JSON.objectNode();
                for (int ordinal = 0; ordinal < members.size(); ordinal++) {
                    fields.set(members.get(ordinal).name(), member(ordinal, raw.get(ordinal), scalar));
                }
                yield fields;
            }
        };
    }

    private JsonNode member(int ordinal, JsonNode raw, BiFunction<String, JsonNode, JsonNode> scalar) {
        return members.get(ordinal).type().value(raw, scalar);
    }
}
