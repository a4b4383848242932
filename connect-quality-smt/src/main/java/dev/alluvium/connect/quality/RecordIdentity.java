// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.FieldPath;
import dev.alluvium.connect.quality.check.Nodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** What tells one record from all others, as 128 bits. Safe for use by several threads. */
final class RecordIdentity {
    private static final int BYTES = 16;
    /**
     * Where in the log of its source a change stands, and in which transaction. Not the time at which Debezium saw it, nor what it had
     * seen before, which are other ones when it sends an event again.
     */
    private static final List<String> POSITION = List.of(
            "lsn",
            "txId",
            "file",
            "pos",
            "row",
            "gtid",
            "scn",
            "commit_scn",
            "change_lsn",
            "commit_lsn",
            "event_serial_no",
            "ord");

    private final List<FieldPath> fields;
    private final Nodes nodes = new ConnectNodes(Placeholder.of(Placeholder.DEFAULT));

    /** @param fields none if only change events are to be told from one another */
    RecordIdentity(List<FieldPath> fields) {
        this.fields = List.copyOf(fields);
    }

    /** @return null if it cannot be told */
    byte @Nullable [] of(ConnectRecord<?> record) {
        Object value = record.value();
        if (value == null) {
            return null;
        }
        MessageDigest digest = digest();
        add(digest, record.topic());
        boolean isTold = fields.isEmpty() ? addChange(digest, record, value) : addFields(digest, value);
        return isTold ? Arrays.copyOf(digest.digest(), BYTES) : null;
    }

    private boolean addFields(MessageDigest digest, Object value) {
        for (FieldPath field : fields) {
            Object found = value;
            for (FieldPath.Step step : field.steps()) {
                found = found != null && step instanceof FieldPath.Field name ? nodes.field(found, name.name()) : null;
            }
            // Two records without an id are not one.
            if (found == null || found == Nodes.MISSING || found == Nodes.UNAVAILABLE) {
                return false;
            }
            add(digest, found);
        }
        return true;
    }

    /** One change of the source's log may be of many rows, which only the key tells apart. */
    private boolean addChange(MessageDigest digest, ConnectRecord<?> record, Object value) {
        Object key = record.key();
        if (key == null || !Envelope.is(record.valueSchema(), value)) {
            return false;
        }
        Object source = nodes.field(value, "source");
        if (source == null) {
            return false;
        }
        add(digest, key);
        add(digest, nodes.field(value, "op"));
        boolean hasPosition = false;
        for (String name : POSITION) {
            Object part = nodes.field(source, name);
            if (part != null && part != Nodes.MISSING) {
                add(digest, name);
                add(digest, part);
                hasPosition = true;
            }
        }
        return hasPosition;
    }

    /** With lengths, so that no two values run into one another. */
    private static void add(MessageDigest digest, @Nullable Object value) {
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                add(digest, field.name());
                add(digest, struct.getWithoutDefault(field.name()));
            }
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, of) -> sorted.put(String.valueOf(key), of == null ? Nodes.MISSING : of));
            sorted.forEach((key, of) -> {
                add(digest, key);
                add(digest, of);
            });
        } else if (value instanceof List<?> list) {
            add(digest, String.valueOf(list.size()));
            list.forEach(element -> add(digest, element));
        } else {
            byte[] bytes = bytes(value);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
    }

    private static byte[] bytes(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
