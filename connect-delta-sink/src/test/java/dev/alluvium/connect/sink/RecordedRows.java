// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the events of a {@link ValueConsumer} back into rows, and holds the caller to the contract on the way: balanced
 * calls, rising ordinals, sizes that are true, values of the column's type. Nulls are left out of maps of columns; bytes
 * become hex text, so that rows can be compared.
 */
final class RecordedRows implements ValueConsumer {
    private final ColumnType.Struct schema;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Deque<Frame> frames = new ArrayDeque<>();

    RecordedRows(TableSchema schema) {
        this.schema = new ColumnType.Struct(schema.columns());
    }

    List<Map<String, Object>> rows() {
        assertThat(frames).isEmpty();
        return rows;
    }

    /** A struct, list or map under construction, or a slot (field, element, key, value) that takes one value. */
    private static final class Frame {
        final String kind;
        final ColumnType type;
        final int size;
        final Map<Object, Object> entries = new LinkedHashMap<>();
        final List<Object> elements = new ArrayList<>();
        int lastOrdinal = -1;
        Object key;
        boolean filled;
        Object value;

        Frame(String kind, ColumnType type, int size) {
            this.kind = kind;
            this.type = type;
            this.size = size;
        }
    }

    private Frame push(String kind, ColumnType type, int size) {
        Frame frame = new Frame(kind, type, size);
        frames.push(frame);
        return frame;
    }

    private Frame pop(String kind) {
        Frame frame = frames.pop();
        assertThat(frame.kind).isEqualTo(kind);
        return frame;
    }

    private Frame top(String kind) {
        assertThat(frames.peek()).isNotNull();
        assertThat(frames.peek().kind).isEqualTo(kind);
        return frames.peek();
    }

    private void fill(Object value, Class<?> typeClass, ColumnType... types) {
        Frame slot = frames.peek();
        assertThat(slot).isNotNull();
        assertThat(slot.kind).isIn("field", "element", "key", "value");
        assertThat(slot.filled).isFalse();
        if (types.length > 0) {
            assertThat(slot.type).isIn((Object[]) types);
        } else {
            assertThat(slot.type).isInstanceOf(typeClass);
        }
        slot.filled = true;
        slot.value = value;
    }

    @Override
    public void startRow() {
        assertThat(frames).isEmpty();
        push("struct", schema, -1);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void endRow() {
        rows.add((Map<String, Object>) (Map<?, ?>) pop("struct").entries);
        assertThat(frames).isEmpty();
    }

    @Override
    public void startField(int ordinal) {
        Frame struct = top("struct");
        assertThat(ordinal).isGreaterThan(struct.lastOrdinal);
        struct.lastOrdinal = ordinal;
        Column column = ((ColumnType.Struct) struct.type).columns().get(ordinal);
        push("field", column.type(), -1);
    }

    @Override
    public void endField(int ordinal) {
        Frame field = pop("field");
        assertThat(field.filled).as("a field that is begun has a value").isTrue();
        Frame struct = top("struct");
        assertThat(ordinal).isEqualTo(struct.lastOrdinal);
        struct.entries.put(
                ((ColumnType.Struct) struct.type).columns().get(ordinal).name(), field.value);
    }

    @Override
    public void startStruct() {
        push("struct", frames.peek().type, -1);
    }

    @Override
    public void endStruct() {
        fill(pop("struct").entries, ColumnType.Struct.class);
    }

    @Override
    public void startList(int size) {
        push("list", frames.peek().type, size);
    }

    @Override
    public void startElement() {
        push("element", ((ColumnType.ListOf) top("list").type).element(), -1);
    }

    @Override
    public void endElement() {
        Frame element = pop("element");
        top("list").elements.add(element.value);
    }

    @Override
    public void endList() {
        Frame list = pop("list");
        assertThat(list.elements).hasSize(list.size);
        fill(list.elements, ColumnType.ListOf.class);
    }

    @Override
    public void startMap(int size) {
        push("map", frames.peek().type, size);
    }

    @Override
    public void startKey() {
        push("key", ((ColumnType.MapOf) top("map").type).key(), -1);
    }

    @Override
    public void endKey() {
        Frame key = pop("key");
        assertThat(key.filled).isTrue();
        top("map").key = key.value;
    }

    @Override
    public void startValue() {
        push("value", ((ColumnType.MapOf) top("map").type).value(), -1);
    }

    @Override
    public void endValue() {
        Frame value = pop("value");
        Frame map = top("map");
        map.entries.put(map.key, value.value);
    }

    @Override
    public void endMap() {
        Frame map = pop("map");
        assertThat(map.entries).hasSize(map.size);
        fill(map.entries, ColumnType.MapOf.class);
    }

    @Override
    public void booleanValue(boolean value) {
        fill(value, Primitive.class, Primitive.BOOLEAN);
    }

    @Override
    public void intValue(int value) {
        fill(value, Primitive.class, Primitive.BYTE, Primitive.SHORT, Primitive.INTEGER, Primitive.DATE);
    }

    @Override
    public void longValue(long value) {
        fill(value, Primitive.class, Primitive.LONG, Primitive.TIMESTAMP);
    }

    @Override
    public void floatValue(float value) {
        fill(value, Primitive.class, Primitive.FLOAT);
    }

    @Override
    public void doubleValue(double value) {
        fill(value, Primitive.class, Primitive.DOUBLE);
    }

    @Override
    public void textValue(String value) {
        fill(value, Primitive.class, Primitive.STRING);
    }

    @Override
    public void textValue(byte[] utf8, int length) {
        textValue(new String(utf8, 0, length, StandardCharsets.UTF_8));
    }

    @Override
    public void bytesValue(byte[] value) {
        fill(hex(value), Primitive.class, Primitive.BINARY);
    }

    @Override
    public void bytesValue(ByteBuffer value) {
        byte[] copy = new byte[value.remaining()];
        value.duplicate().get(copy);
        fill(hex(copy), Primitive.class, Primitive.BINARY);
    }

    @Override
    public void decimalValue(BigDecimal value, ColumnType.Decimal type) {
        assertThat(value.scale()).isEqualTo(type.scale());
        assertThat(value.precision()).isLessThanOrEqualTo(type.precision());
        fill(value, ColumnType.Decimal.class, type);
    }

    static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder("0x");
        for (byte each : bytes) {
            hex.append(Character.forDigit(each >> 4 & 15, 16)).append(Character.forDigit(each & 15, 16));
        }
        return hex.toString();
    }
}
