// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts, and bytes in UTF-8, that are one value of JSON, and have something at each of some places in it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>, and for places
 *     <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
public final class Json implements ValueCheck {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Set<JsonPointer> places;

    /** @throws IllegalArgumentException if a place is no pointer, as {@code /lines/0/sku} */
    public Json(List<String> places) {
        this.places = new HashSet<>();
        places.forEach(place -> this.places.add(JsonPointer.compile(place)));
    }

    @Override
    public boolean holdsFor(Object value) {
        if (!(value instanceof String) && !(value instanceof byte[])) {
            return false;
        }
        try (JsonParser parser =
                value instanceof String text ? FACTORY.createParser(text) : FACTORY.createParser((byte[]) value)) {
            return holdsFor(parser);
        } catch (IOException noJson) {
            return false;
        }
    }

    private boolean holdsFor(JsonParser parser) throws IOException {
        Set<JsonPointer> missing = new HashSet<>(places);
        JsonToken token = parser.nextToken();
        if (token == null) {
            return false;
        }
        int depth = 0;
        do {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (!missing.isEmpty() && token != JsonToken.FIELD_NAME && !token.isStructEnd()) {
                // Where a structure begins, the pointer is at its beginning.
                missing.remove(
                        token.isStructStart()
                                ? parser.getParsingContext().getParent().pathAsPointer()
                                : parser.getParsingContext().pathAsPointer());
            }
            token = parser.nextToken();
        } while (token != null && depth > 0);
        return token == null && depth == 0 && missing.isEmpty();
    }
}
