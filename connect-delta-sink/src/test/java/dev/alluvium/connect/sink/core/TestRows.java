// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shape for tests: rows of plain Java values.
 *
 * <p>A row or struct is a {@code Map} by column name or a {@code List} by position, a list is a {@code List}, a map is a
 * {@code Map}. Values are {@code Boolean}, {@code Integer} (BYTE, SHORT, INTEGER, DATE), {@code Long} (LONG, TIMESTAMP),
 * {@code Float}, {@code Double}, {@code String}, {@code byte[]} or {@code ByteBuffer}, {@code BigDecimal}; anything else is
 * unfit, so a test gets an {@link UnfitValueException} by giving, say, a {@code Thread}.
 */
public final class TestRows implements RowShape {
    private static final int ROW_SIZE_BYTES = 100;

    private final TableSchema schema;
    private final EvolutionMode evolution;

    private TestRows(TableSchema schema, EvolutionMode evolution) {
        this.schema = schema;
        this.evolution = evolution;
    }

    /** A new shape, equal to no other. */
    public static TestRows of(TableSchema schema) {
        return new TestRows(schema, EvolutionMode.STRICT);
    }

    public static TestRows of(Column... columns) {
        return new TestRows(TableSchema.of(columns), EvolutionMode.STRICT);
    }

    /** A shape that can do without any of its columns but the one of the name {@code own}; it leaves out what it lacks. */
    public static TestRows of(EvolutionMode evolution, Column... columns) {
        return new TestRows(TableSchema.of(columns), evolution);
    }

    public static Column column(String name, ColumnType type) {
        return new Column(name, type);
    }

    /** A row of this shape. */
    public Row row(TableName table, Session session, long offset, Object content) {
        return new Row(table, session, offset, this, content, ROW_SIZE_BYTES);
    }

    /** A row whose source does not matter. */
    public Row row(Object content) {
        return row(new TableName("t"), new Session(new SourcePartition("topic", 0), 0), 0, content);
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public EvolutionMode evolution() {
        return evolution;
    }

    @Override
    public boolean mayRescue(String path) {
        return evolution != EvolutionMode.STRICT && !path.equals("own");
    }

    @Override
    public RowEmitter emitterFor(TableSchema target) {
        int[] ordinals = ordinals(schema.columns(), target.columns());
        return (row, out) -> {
            out.startRow();
            fields(row.content(), schema.columns(), target.columns(), ordinals, out);
            out.endRow();
        };
    }

    private static int[] ordinals(List<Column> from, List<Column> to) {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < to.size(); i++) {
            byName.put(to.get(i).name(), i);
        }
        return from.stream()
                .mapToInt(column -> byName.getOrDefault(column.name(), -1))
                .toArray();
    }

    private static void fields(Object content, List<Column> from, List<Column> to, int[] ordinals, ValueConsumer out) {
        // Ordinals must rise in the target's order, whatever the order of the source.
        for (int ordinal = 0; ordinal < to.size(); ordinal++) {
            int source = indexOf(ordinals, ordinal);
            Object value = source < 0 ? null : at(content, source, from);
            if (value != null) {
                out.startField(ordinal);
                value(value, from.get(source).type(), to.get(ordinal).type(), out);
                out.endField(ordinal);
            }
        }
    }

    private static int indexOf(int[] ordinals, int ordinal) {
        for (int i = 0; i < ordinals.length; i++) {
            if (ordinals[i] == ordinal) {
                return i;
            }
        }
        return -1;
    }

    private static Object at(Object content, int index, List<Column> columns) {
        if (content instanceof Map<?, ?> byName) {
            return byName.get(columns.get(index).name());
        }
        List<?> byPosition = (List<?>) content;
        return index < byPosition.size() ? byPosition.get(index) : null;
    }

    private static void value(Object value, ColumnType from, ColumnType to, ValueConsumer out) {
        if (from instanceof ColumnType.Struct source && to instanceof ColumnType.Struct target) {
            out.startStruct();
            fields(value, source.columns(), target.columns(), ordinals(source.columns(), target.columns()), out);
            out.endStruct();
        } else if (from instanceof ColumnType.ListOf source && to instanceof ColumnType.ListOf target) {
            List<?> elements = (List<?>) value;
            out.startList(elements.size());
            for (Object element : elements) {
                out.startElement();
                if (element != null) {
                    value(element, source.element(), target.element(), out);
                }
                out.endElement();
            }
            out.endList();
        } else if (from instanceof ColumnType.MapOf source && to instanceof ColumnType.MapOf target) {
            map((Map<?, ?>) value, source, target, out);
        } else if (to instanceof ColumnType.Decimal decimal && value instanceof BigDecimal number) {
            out.decimalValue(number, decimal);
        } else {
            primitive(value, out);
        }
    }

    private static void map(Map<?, ?> entries, ColumnType.MapOf source, ColumnType.MapOf target, ValueConsumer out) {
        out.startMap(entries.size());
        entries.forEach((key, entry) -> {
            out.startKey();
            value(key, source.key(), target.key(), out);
            out.endKey();
            out.startValue();
            if (entry != null) {
                value(entry, source.value(), target.value(), out);
            }
            out.endValue();
        });
        out.endMap();
    }

    private static void primitive(Object value, ValueConsumer out) {
        if (value instanceof Boolean v) {
            out.booleanValue(v);
        } else if (value instanceof Integer v) {
            out.intValue(v);
        } else if (value instanceof Long v) {
            out.longValue(v);
        } else if (value instanceof Float v) {
            out.floatValue(v);
        } else if (value instanceof Double v) {
            out.doubleValue(v);
        } else if (value instanceof String v) {
            out.textValue(v);
        } else if (value instanceof byte[] v) {
            out.bytesValue(v);
        } else if (value instanceof ByteBuffer v) {
            out.bytesValue(v);
        } else {
            throw new UnfitValueException("a test value of " + value.getClass() + " fits no column");
        }
    }
}
