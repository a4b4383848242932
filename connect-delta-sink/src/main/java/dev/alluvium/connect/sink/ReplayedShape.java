// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Of rows that were rejected once: the row that the record becomes, and where it was kept. */
final class ReplayedShape implements RowShape {
    /** Null in all rows that came in the ordinary way. */
    static final String COLUMN = "_replayed_from";

    private final RowShape of;
    private final String from;
    private final TableSchema schema;

    /** @param from which table of rejects, and which version of it */
    ReplayedShape(RowShape of, String from) {
        this.of = of;
        this.from = from;
        List<Column> columns = new ArrayList<>(of.schema().columns());
        columns.add(new Column(COLUMN, Primitive.STRING));
        this.schema = new TableSchema(columns, of.schema().partitionBy());
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public EvolutionMode evolution() {
        return of.evolution();
    }

    @Override
    public boolean mayRescue(String path) {
        return !path.equals(COLUMN) && of.mayRescue(path);
    }

    @Override
    public List<@Nullable String> partitionOf(Row row) {
        return of.partitionOf(row);
    }

    @Override
    public OptionalLong timestampMs(Row row) {
        return of.timestampMs(row);
    }

    @Override
    public RowEmitter emitterFor(TableSchema target) {
        RowEmitter emitter = of.emitterFor(target);
        int ordinal = IntStream.range(0, target.columns().size())
                .filter(i -> target.columns().get(i).name().equals(COLUMN))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the file's schema lacks the column " + COLUMN));
        return (row, out) -> emitter.emit(row, new InsertedText(out, ordinal, from));
    }
}
