// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The one shape of all rows of all rejects tables. The content of its rows is a {@link Reject}. */
final class RejectShape implements RowShape {
    static final String TABLE = "table";
    static final String STAGE = "stage";
    static final String FIELD = "field";
    static final String REASON = "reason";
    static final String KEY = "key";
    static final String KEY_FORMAT = "key_format";
    static final String KEY_SCHEMA = "key_schema";
    static final String VALUE = "value";
    static final String VALUE_FORMAT = "value_format";
    static final String VALUE_SCHEMA = "value_schema";

    private final TableSchema schema;

    RejectShape() {
        List<Column> columns = new ArrayList<>();
        List.of(TABLE, STAGE, FIELD, REASON).forEach(name -> columns.add(new Column(name, Primitive.STRING)));
        columns.add(new Column(KEY, Primitive.BINARY));
        columns.add(new Column(KEY_FORMAT, Primitive.STRING));
        columns.add(new Column(KEY_SCHEMA, Primitive.STRING));
        columns.add(new Column(VALUE, Primitive.BINARY));
        columns.add(new Column(VALUE_FORMAT, Primitive.STRING));
        columns.add(new Column(VALUE_SCHEMA, Primitive.STRING));
        columns.add(KafkaColumn.of(Format.ABSENT, Format.ABSENT));
        this.schema = new TableSchema(columns);
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public OptionalLong timestampMs(Row row) {
        Long timestamp = ((Reject) row.content()).record().timestamp();
        return timestamp == null ? OptionalLong.empty() : OptionalLong.of(timestamp);
    }

    @Override
    public RowEmitter emitterFor(TableSchema target) {
        return new RejectEmitter(target);
    }
}
