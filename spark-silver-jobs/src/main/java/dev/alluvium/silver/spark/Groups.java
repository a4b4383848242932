// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** Takes rows that are sorted by their key, one key at a time: what it holds is what one key has. */
final class Groups implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final Rows rows;
    private final Fold fold;

    /** What becomes of all rows of one key. */
    @FunctionalInterface
    interface Fold extends Serializable {
        List<Row> fold(List<@Nullable Object> key, List<Row> group);
    }

    private Groups(Rows rows, Fold fold) {
        this.rows = rows;
        this.fold = fold;
    }

    /** What becomes of rows, each of which has its role: one pass over them, whose result is kept until it is let go. */
    static Dataset<Row> folded(Dataset<Row> all, Layout layout, Rows rows, Fold fold) {
        return all.repartition(layout.keyColumns())
                .sortWithinPartitions(layout.keyColumns())
                .mapPartitions(new Groups(rows, fold), Encoders.row(rows.schema()))
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    @Override
    public Iterator<Row> call(Iterator<Row> sorted) {
        return new Folded(sorted);
    }

    private final class Folded implements Iterator<Row> {
        private final Iterator<Row> sorted;
        private final Deque<Row> ready = new ArrayDeque<>();
        private @Nullable Row next;

        Folded(Iterator<Row> sorted) {
            this.sorted = sorted;
            advance();
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && next != null) {
                Row first = next;
                List<@Nullable Object> key = rows.key(first);
                List<Row> group = new ArrayList<>();
                while (next != null && rows.key(next).equals(key)) {
                    group.add(next);
                    advance();
                }
                ready.addAll(fold.fold(key, group));
            }
            return !ready.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }

        private void advance() {
            next = sorted.hasNext() ? sorted.next() : null;
        }
    }
}
