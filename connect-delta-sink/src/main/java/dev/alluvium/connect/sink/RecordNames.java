// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.NameSource;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record, as the names of tables are made of it. Only text, whole numbers and booleans make names: of everything else two
 * writers may have different ideas.
 */
record RecordNames(SinkRecord record, Optional<Matcher> topicGroups) implements NameSource {

    @Override
    public String topic() {
        return record.topic();
    }

    @Override
    public String group(String group) {
        return group(
                topicGroups.orElseThrow(
                        () -> new IllegalArgumentException("it does not match " + RouteConfigDef.TOPIC_REGEX)),
                group);
    }

    /** @param groups of a topic that matches */
    static String group(Matcher groups, String group) {
        String found = Character.isDigit(group.charAt(0)) ? groups.group(Integer.parseInt(group)) : groups.group(group);
        if (found == null || found.isEmpty()) {
            throw new IllegalArgumentException(
                    "group '" + group + "' of " + RouteConfigDef.TOPIC_REGEX + " matches nothing in it");
        }
        return found;
    }

    @Override
    public String header(String name) {
        Header header = record.headers().lastWithName(name);
        return text(header == null ? null : header.value(), "header '" + name + "'");
    }

    @Override
    public String field(String path) {
        return text(FieldValue.at(null, record.value(), path).value(), "field '" + path + "'");
    }

    @Override
    public String key(String path) {
        return path.isEmpty()
                ? text(record.key(), "key")
                : text(FieldValue.at(null, record.key(), path).value(), "field '" + path + "' of the key");
    }

    private static String text(@Nullable Object value, String place) {
        String text = value == null ? "" : simple(value, place);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the record has no " + place + ", or it is empty");
        }
        return text;
    }

    private static String simple(Object value, String place) {
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof byte[] bytes) {
            return decoded(ByteBuffer.wrap(bytes), place);
        }
        if (value instanceof ByteBuffer bytes) {
            return decoded(bytes.duplicate(), place);
        }
        throw new IllegalArgumentException("its " + place + " is a "
                + value.getClass().getName() + ", and only text, whole numbers and booleans make names");
    }

    private static String decoded(ByteBuffer bytes, String place) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("its " + place + " is bytes, and no UTF-8", e);
        }
    }
}
