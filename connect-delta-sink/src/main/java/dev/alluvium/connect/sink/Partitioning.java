// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The columns that new tables are partitioned by, and how records come by their values. */
final class Partitioning {
    static final Partitioning NONE = new Partitioning(List.of(), () -> 0);

    private final List<PartitionField> fields;
    private final LongSupplier wallClockMs;
    private final List<Column> columns;
    private final Set<String> folded = new HashSet<>();

    private Partitioning(List<PartitionField> fields, LongSupplier wallClockMs) {
        this.fields = fields;
        this.wallClockMs = wallClockMs;
        this.columns = fields.stream()
                .map(field -> new Column(field.column(), field.transform().type()))
                .toList();
        columns.forEach(column -> folded.add(column.name().toLowerCase(Locale.ROOT)));
    }

    /**
     * Parses {@code name=transform(source),name=source}.
     *
     * @param wallClockMs tells when a row is written, for {@code ingested}
     * @throws IllegalArgumentException that names every fault
     */
    static Partitioning parse(String text, LongSupplier wallClockMs) {
        List<PartitionField> fields = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String item : text.isBlank() ? new String[0] : text.split(",", -1)) {
            try {
                PartitionField field = PartitionField.parse(item.strip());
                fields.add(field);
                if (!names.add(field.column().toLowerCase(Locale.ROOT))) {
                    faults.add("'" + field.column() + "' stands there twice");
                }
            } catch (IllegalArgumentException e) {
                faults.add(e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("cannot be read: " + String.join("; ", faults));
        }
        return new Partitioning(List.copyOf(fields), wallClockMs);
    }

    List<Column> columns() {
        return columns;
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Whether a record's own column of this name would be taken for one of ours. */
    boolean hasColumnLike(String name) {
        return folded.contains(name.toLowerCase(Locale.ROOT));
    }

    /** One for each of the columns; null where the record has none. */
    List<@Nullable String> of(SinkRecord record) {
        List<@Nullable String> values = new ArrayList<>(fields.size());
        for (PartitionField field : fields) {
            values.add(field.of(record, wallClockMs));
        }
        return Collections.unmodifiableList(values);
    }
}
