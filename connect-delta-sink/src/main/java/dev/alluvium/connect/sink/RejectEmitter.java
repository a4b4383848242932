// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Emits rejected records into files of one schema. All that can go wrong is done before a row is begun. */
final class RejectEmitter implements RowEmitter {
    private static final int MAX_KEPT_SCHEMAS = 100;

    private final List<Part> parts = new ArrayList<>();
    private final IdentityHashMap<Schema, String> schemas = new IdentityHashMap<>();

    RejectEmitter(TableSchema target) {
        List<Column> columns = target.columns();
        for (int ordinal = 0; ordinal < columns.size(); ordinal++) {
            Column column = columns.get(ordinal);
            Content content = content(column.name());
            if (content != null) {
                parts.add(part(ordinal, content));
            } else if (column.name().equals(KafkaColumn.NAME)) {
                KafkaEmitter kafka =
                        new KafkaEmitter(ordinal, column.type(), Optional.empty(), Format.ABSENT, Format.ABSENT);
                parts.add((rendered, out) -> kafka.emit(rendered.record, rendered.epoch, out));
            }
            // Any other is another version's column: it stays null.
        }
    }

    private record Rendered(
            Reject reject,
            SinkRecord record,
            long epoch,
            @Nullable RejectedBytes key,
            @Nullable String keySchema,
            @Nullable RejectedBytes value,
            @Nullable String valueSchema) {}

    private interface Part {
        void emit(Rendered rendered, ValueConsumer out);
    }

    /** Text or bytes; null is null. */
    private interface Content {
        @Nullable Object of(Rendered rendered);
    }

    private static @Nullable Content content(String column) {
        return switch (column) {
            case RejectShape.TABLE ->
                rendered -> rendered.reject.table() == null
                        ? null
                        : rendered.reject.table().path();
            case RejectShape.STAGE ->
                rendered -> rendered.reject.verdict().stage().toString();
            case RejectShape.FIELD -> rendered -> rendered.reject.verdict().field();
            case RejectShape.REASON -> rendered -> rendered.reject.verdict().reason();
            case RejectShape.KEY -> rendered -> rendered.key == null ? null : rendered.key.bytes();
            case RejectShape.KEY_FORMAT -> rendered -> rendered.key == null ? null : rendered.key.format();
            case RejectShape.KEY_SCHEMA -> Rendered::keySchema;
            case RejectShape.VALUE -> rendered -> rendered.value == null ? null : rendered.value.bytes();
            case RejectShape.VALUE_FORMAT -> rendered -> rendered.value == null ? null : rendered.value.format();
            case RejectShape.VALUE_SCHEMA -> Rendered::valueSchema;
            default -> null;
        };
    }

    private static Part part(int ordinal, Content content) {
        return (rendered, out) -> {
            Object made = content.of(rendered);
            if (made == null) {
                return;
            }
            out.startField(ordinal);
            if (made instanceof byte[] bytes) {
                out.bytesValue(bytes);
            } else {
                out.textValue((String) made);
            }
            out.endField(ordinal);
        };
    }

    @Override
    public void emit(Row row, ValueConsumer out) {
        Rendered rendered = render((Reject) row.content(), row.source().epoch());
        out.startRow();
        for (Part part : parts) {
            part.emit(rendered, out);
        }
        out.endRow();
    }

    private Rendered render(Reject reject, long epoch) {
        SinkRecord record = reject.record();
        return new Rendered(
                reject,
                record,
                epoch,
                bytes(record.keySchema(), record.key()),
                schema(record.keySchema()),
                bytes(record.valueSchema(), record.value()),
                schema(record.valueSchema()));
    }

    private static @Nullable RejectedBytes bytes(@Nullable Schema schema, @Nullable Object value) {
        return value == null ? null : RejectedBytes.of(schema, value);
    }

    private @Nullable String schema(@Nullable Schema schema) {
        if (schema == null) {
            return null;
        }
        String known = schemas.get(schema);
        if (known == null) {
            if (schemas.size() >= MAX_KEPT_SCHEMAS) {
                schemas.clear();
            }
            known = new String(RejectedText.of(schema), StandardCharsets.UTF_8);
            schemas.put(schema, known);
        }
        return known;
    }
}
