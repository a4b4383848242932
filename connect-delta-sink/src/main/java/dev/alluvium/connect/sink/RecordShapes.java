// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.Placeholder;
import dev.alluvium.connect.sink.core.EvolutionMode;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Finds the shape of a record by the identity of its formats: a few comparisons of references, and nothing allocated. */
final class RecordShapes implements Shapes {
    private static final int MAX_SHAPES = 1_000;

    private final Placeholder placeholder;
    private final EvolutionMode evolution;
    private final Partitioning partitioning;
    private final LongAdder rescuedRows = new LongAdder();
    private final Formats keys = Formats.ofKeys();
    private final Formats values = Formats.ofValues();
    private final IdentityHashMap<Format, IdentityHashMap<Format, RecordShape>> byValueAndKey = new IdentityHashMap<>();
    private @Nullable RecordShape last;
    private int kept;
    private long made;

    RecordShapes(Placeholder placeholder, EvolutionMode evolution) {
        this(placeholder, evolution, Partitioning.NONE);
    }

    RecordShapes(Placeholder placeholder, EvolutionMode evolution, Partitioning partitioning) {
        this.partitioning = partitioning;
        this.placeholder = placeholder;
        this.evolution = evolution;
    }

    @Override
    public RecordShape shapeOf(SinkRecord record) {
        Format key = keys.of(record.keySchema(), record.key());
        Format value = values.of(record.valueSchema(), record.value());
        RecordShape shape = last;
        if (shape == null || shape.key() != key || shape.value() != value) {
            shape = find(key, value);
            last = shape;
        }
        return shape;
    }

    @Override
    public long rescuedRows() {
        return rescuedRows.sum();
    }

    @Override
    public long made() {
        return made;
    }

    private RecordShape find(Format key, Format value) {
        IdentityHashMap<Format, RecordShape> byKey = byValueAndKey.get(value);
        RecordShape known = byKey == null ? null : byKey.get(key);
        return known == null ? make(key, value) : known;
    }

    private RecordShape make(Format key, Format value) {
        RecordShape shape = new RecordShape(key, value, placeholder, evolution, partitioning, rescuedRows);
        if (kept == MAX_SHAPES) {
            byValueAndKey.clear();
            kept = 0;
        }
        byValueAndKey.computeIfAbsent(value, any -> new IdentityHashMap<>()).put(key, shape);
        kept++;
        made++;
        return shape;
    }
}
