// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** The text and bytes of structs of one schema, by position: cheap enough to ask each record for their length. */
final class TextFields {
    /** Recursive schemas have no end; what lies deeper is left to samples. */
    private static final int MAX_DEPTH = 4;

    private final Field[] texts;
    private final Field[] structs;
    private final TextFields[] inside;

    private TextFields(Schema schema, int depth) {
        List<Field> textList = new ArrayList<>();
        List<Field> structList = new ArrayList<>();
        for (Field field : schema.fields()) {
            switch (field.schema().type()) {
                case STRING, BYTES -> textList.add(field);
                case STRUCT -> structList.add(field);
                default -> {
                    // Of a size that the type gives, or sampled.
                }
            }
        }
        if (depth >= MAX_DEPTH) {
            structList.clear();
        }
        texts = textList.toArray(new Field[0]);
        structs = structList.toArray(new Field[0]);
        inside = new TextFields[structs.length];
        for (int i = 0; i < structs.length; i++) {
            inside[i] = new TextFields(structs[i].schema(), depth + 1);
        }
    }

    static TextFields of(Schema schema) {
        return new TextFields(schema, 1);
    }

    long bytes(Struct struct) {
        long bytes = 0;
        for (Field text : texts) {
            bytes += MemoryEstimate.flat(struct.get(text));
        }
        for (int i = 0; i < structs.length; i++) {
            if (struct.get(structs[i]) instanceof Struct value) {
                bytes += inside[i].bytes(value);
            }
        }
        return bytes;
    }
}
