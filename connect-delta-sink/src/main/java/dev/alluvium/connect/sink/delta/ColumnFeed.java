// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/**
 * Shreds rows into Parquet's column writers.
 *
 * <p>Why not through Parquet's {@code RecordConsumer}: it keeps a bit set of the fields seen at each level and a cache of
 * nulls for each group, because it cannot know that ordinals rise. We do know, so {@code nextLeaf} is all there is to keep:
 * every leaf column between the last one written and the next one begun is null at the level of the struct around it.
 */
final class ColumnFeed implements ValueConsumer {
    private static final ColumnWriter[] NO_COLUMNS = {};

    private final FileNode root;
    private final FileNode[] around;
    private final int[] repetitionAround;
    private final Binaries binaries = new Binaries();

    private ColumnWriter[] columns = NO_COLUMNS;
    private int depth;
    /** The struct, list or map that was begun last and has not ended. */
    private FileNode current;
    /** Where the next value goes. */
    private FileNode field;
    /** The first leaf column that has not got its value or null yet. */
    private int nextLeaf;

    private int repetition;

    ColumnFeed(FileNode root) {
        this.root = root;
        this.current = root;
        this.field = root;
        this.around = new FileNode[root.depth()];
        this.repetitionAround = new int[around.length];
    }

    /** Writes what follows into {@code columns}, one for each leaf of the schema in its order. */
    void into(ColumnWriter[] columns) {
        this.columns = columns;
    }

    @Override
    public void startRow() {
        depth = 0;
        current = root;
        nextLeaf = 0;
        repetition = 0;
    }

    @Override
    public void endRow() {
        nullsBefore(root.endLeaf(), 0);
    }

    @Override
    public void startField(int ordinal) {
        field = current.child(ordinal);
        nullsBefore(field.firstLeaf(), current.definition());
    }

    @Override
    public void endField(int ordinal) {}

    @Override
    public void startStruct() {
        around[depth++] = current;
        current = field;
    }

    @Override
    public void endStruct() {
        nullsBefore(current.endLeaf(), current.definition());
        current = around[--depth];
    }

    @Override
    public void startList(int size) {
        startEntries(size);
    }

    @Override
    public void startElement() {
        nextLeaf = current.firstLeaf();
        field = current.child(0);
    }

    @Override
    public void endElement() {
        endEntry(current.firstLeaf());
    }

    @Override
    public void endList() {
        endEntries();
    }

    @Override
    public void startMap(int size) {
        startEntries(size);
    }

    @Override
    public void startKey() {
        nextLeaf = current.firstLeaf();
        field = current.child(0);
    }

    @Override
    public void endKey() {}

    @Override
    public void startValue() {
        field = current.child(1);
    }

    @Override
    public void endValue() {
        endEntry(current.child(1).firstLeaf());
    }

    @Override
    public void endMap() {
        endEntries();
    }

    @Override
    public void booleanValue(boolean value) {
        FileNode leaf = field;
        if (leaf.inFile()) {
            columns[leaf.firstLeaf()].write(value, repetition, leaf.definition());
            nextLeaf = leaf.endLeaf();
        }
    }

    @Override
    public void intValue(int value) {
        FileNode leaf = field;
        if (leaf.inFile()) {
            columns[leaf.firstLeaf()].write(value, repetition, leaf.definition());
            nextLeaf = leaf.endLeaf();
        }
    }

    @Override
    public void longValue(long value) {
        FileNode leaf = field;
        if (leaf.inFile()) {
            columns[leaf.firstLeaf()].write(value, repetition, leaf.definition());
            nextLeaf = leaf.endLeaf();
        }
    }

    @Override
    public void floatValue(float value) {
        FileNode leaf = field;
        if (leaf.inFile()) {
            columns[leaf.firstLeaf()].write(value, repetition, leaf.definition());
            nextLeaf = leaf.endLeaf();
        }
    }

    @Override
    public void doubleValue(double value) {
        FileNode leaf = field;
        if (leaf.inFile()) {
            columns[leaf.firstLeaf()].write(value, repetition, leaf.definition());
            nextLeaf = leaf.endLeaf();
        }
    }

    @Override
    public void textValue(String value) {
        binary(Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void textValue(byte[] utf8) {
        binary(Binary.fromConstantByteArray(utf8));
    }

    @Override
    public void textValue(byte[] utf8, int length) {
        binary(Binary.fromReusedByteArray(utf8, 0, length));
    }

    @Override
    public void bytesValue(byte[] value) {
        binary(Binary.fromReusedByteArray(value));
    }

    @Override
    public void bytesValue(ByteBuffer value) {
        binary(Binaries.of(value));
    }

    @Override
    public void decimalValue(BigDecimal value, ColumnType.Decimal type) {
        if (FileSchema.asInt32(type)) {
            intValue(value.unscaledValue().intValue());
        } else if (FileSchema.asInt64(type)) {
            longValue(value.unscaledValue().longValue());
        } else {
            binary(binaries.of(value, type));
        }
    }

    private void binary(Binary value) {
        FileNode leaf = field;
        if (leaf.inFile()) {
            columns[leaf.firstLeaf()].write(value, repetition, leaf.definition());
            nextLeaf = leaf.endLeaf();
        }
    }

    private void startEntries(int size) {
        around[depth] = current;
        repetitionAround[depth++] = repetition;
        current = field;
        if (size == 0) {
            nullsBefore(current.endLeaf(), current.definition());
        }
    }

    /** The first entry stands at the repetition level of its list or map, every later one at that of the entries. */
    private void endEntry(int ifNothingCameAfter) {
        if (nextLeaf == ifNothingCameAfter) {
            nullsBefore(current.endLeaf(), current.entryDefinition());
        }
        repetition = current.repetition();
    }

    private void endEntries() {
        nextLeaf = current.endLeaf();
        current = around[--depth];
        repetition = repetitionAround[depth];
    }

    private void nullsBefore(int leaf, int definition) {
        while (nextLeaf < leaf) {
            columns[nextLeaf++].writeNull(repetition, definition);
        }
    }
}
