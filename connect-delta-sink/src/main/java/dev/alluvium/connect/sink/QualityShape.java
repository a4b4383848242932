// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.GateResults.Result;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The one shape of all rows of the table of quality results. The content of its rows is a {@link QualityRow}. */
final class QualityShape implements RowShape {
    private static final String ENGINE = "smt";
    private static final int ESTIMATED_BYTES = 500;

    private static final Map<String, Function<QualityRow, Object>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("run_id", QualityRow::runId);
        VALUES.put("engine", row -> ENGINE);
        text("connector", Result::connector);
        text("task", Result::task);
        text("transformation", Result::transformation);
        text("contract", Result::contract);
        text("rule", Result::rule);
        text("action", Result::action);
        text("mode", Result::mode);
        VALUES.put("window_from", QualityRow::from);
        VALUES.put("window_to", QualityRow::to);
        VALUES.put("evaluated", row -> row.result().evaluated());
        VALUES.put("violated", row -> row.result().violated());
    }

    private static void text(String column, Function<Result, String> value) {
        VALUES.put(column, row -> value.apply(row.result()));
    }

    private final TableSchema schema = new TableSchema(VALUES.keySet().stream()
            .map(column -> new Column(column, type(column)))
            .toList());

    private static ColumnType type(String column) {
        return switch (column) {
            case "window_from", "window_to" -> Primitive.TIMESTAMP;
            case "evaluated", "violated" -> Primitive.LONG;
            default -> Primitive.STRING;
        };
    }

    static int estimatedBytes() {
        return ESTIMATED_BYTES;
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    private record Part(int ordinal, Function<QualityRow, Object> value) {}

    @Override
    public RowEmitter emitterFor(TableSchema target) {
        List<Part> parts = new ArrayList<>();
        for (int ordinal = 0; ordinal < target.columns().size(); ordinal++) {
            // Any other is another version's column: it stays null.
            Function<QualityRow, Object> value =
                    VALUES.get(target.columns().get(ordinal).name());
            if (value != null) {
                parts.add(new Part(ordinal, value));
            }
        }
        return (row, out) -> emit(row, parts, out);
    }

    private static void emit(Row row, List<Part> parts, ValueConsumer out) {
        out.startRow();
        for (Part part : parts) {
            Object value = part.value().apply((QualityRow) row.content());
            // What is not told is null.
            if (!value.equals("")) {
                out.startField(part.ordinal());
                emit(value, out);
                out.endField(part.ordinal());
            }
        }
        out.endRow();
    }

    private static void emit(Object value, ValueConsumer out) {
        if (value instanceof Instant instant) {
            out.longValue(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
        } else if (value instanceof Long number) {
            out.longValue(number);
        } else {
            out.textValue(value.toString());
        }
    }
}
