// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** One shape for all records whose schemas have the same names and versions: mostly one for a topic. */
final class RawShapes implements Shapes {
    private static final int MAX_KEPT = 1_000;

    private final Map<Names, RawShape> byNames = new HashMap<>();
    private final IdentityHashMap<Schema, ValueCheck> checks = new IdentityHashMap<>();
    private final Partitioning partitioning;
    private @Nullable Schema lastKey;
    private @Nullable Schema lastValue;
    private @Nullable RawShape last;
    private long made;

    private record Names(Optional<SchemaName> key, Optional<SchemaName> value) {}

    private record SchemaName(Optional<String> name, Optional<Integer> version) {
        static Optional<SchemaName> of(@Nullable Schema schema) {
            return Optional.ofNullable(schema)
                    .map(known ->
                            new SchemaName(Optional.ofNullable(known.name()), Optional.ofNullable(known.version())));
        }
    }

    RawShapes(Partitioning partitioning) {
        this.partitioning = partitioning;
    }

    @Override
    public RawShape shapeOf(SinkRecord record) {
        RawShape shape = last;
        if (shape == null || record.keySchema() != lastKey || record.valueSchema() != lastValue) {
            shape = find(record.keySchema(), record.valueSchema());
            lastKey = record.keySchema();
            lastValue = record.valueSchema();
            last = shape;
        }
        return shape;
    }

    private RawShape find(@Nullable Schema key, @Nullable Schema value) {
        Names names = new Names(SchemaName.of(key), SchemaName.of(value));
        RawShape known = byNames.get(names);
        if (known == null) {
            if (byNames.size() >= MAX_KEPT) {
                byNames.clear();
            }
            known = new RawShape(Format.unread(key), Format.unread(value), this::doubt, partitioning);
            byNames.put(names, known);
            made++;
        }
        return known;
    }

    /** Text and bytes are what they are; of everything else JSON is made, which wants it to be what its schema says. */
    private @Nullable Doubt doubt(@Nullable Schema schema, Object content) {
        if (RawShape.isTextOrBytes(content)) {
            return null;
        }
        if (schema == null) {
            return RecordCheck.JSON.doubt(content, 0);
        }
        ValueCheck check = checks.get(schema);
        if (check == null) {
            if (checks.size() >= MAX_KEPT) {
                checks.clear();
            }
            check = SchemaCheck.of(schema);
            checks.put(schema, check);
        }
        return check.doubt(content, 0);
    }

    @Override
    public long rescuedRows() {
        return 0;
    }

    @Override
    public long made() {
        return made;
    }
}
