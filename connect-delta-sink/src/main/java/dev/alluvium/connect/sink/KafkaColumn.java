// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import java.util.ArrayList;
import java.util.List;

/** The column that tells of each row which record it is: one struct, last in a new table. */
final class KafkaColumn {
    static final String NAME = "_kafka";

    static final String EPOCH = "epoch";
    static final String TOPIC = "topic";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";
    static final String TIMESTAMP = "timestamp";
    static final String TIMESTAMP_TYPE = "timestamp_type";
    static final String KEY = "key";
    static final String HEADERS = "headers";
    static final String KEY_SCHEMA_NAME = "key_schema_name";
    static final String KEY_SCHEMA_VERSION = "key_schema_version";
    static final String VALUE_SCHEMA_NAME = "value_schema_name";
    static final String VALUE_SCHEMA_VERSION = "value_schema_version";

    static final String HEADER_KEY = "key";
    static final String HEADER_VALUE = "value";

    static final String KEY_PATH = NAME + "." + KEY;
    static final String HEADERS_PATH = NAME + "." + HEADERS;

    private static final ColumnType HEADERS_TYPE = new ColumnType.ListOf(new ColumnType.Struct(
            List.of(new Column(HEADER_KEY, Primitive.STRING), new Column(HEADER_VALUE, Primitive.BINARY))));

    private KafkaColumn() {}

    /** Has no column for the key where there is none, and none for what a schema does not have. */
    static Column of(Format key, Format value) {
        List<Column> columns = origin();
        key.type().ifPresent(type -> columns.add(new Column(KEY, type)));
        columns.add(new Column(HEADERS, HEADERS_TYPE));
        key.name().ifPresent(name -> columns.add(new Column(KEY_SCHEMA_NAME, Primitive.STRING)));
        key.version().ifPresent(version -> columns.add(new Column(KEY_SCHEMA_VERSION, Primitive.INTEGER)));
        value.name().ifPresent(name -> columns.add(new Column(VALUE_SCHEMA_NAME, Primitive.STRING)));
        value.version().ifPresent(version -> columns.add(new Column(VALUE_SCHEMA_VERSION, Primitive.INTEGER)));
        return new Column(NAME, new ColumnType.Struct(columns));
    }

    /** Has all that any record may have, but no key: the same for every record. */
    static Column withoutKey() {
        List<Column> columns = origin();
        columns.add(new Column(HEADERS, HEADERS_TYPE));
        columns.add(new Column(KEY_SCHEMA_NAME, Primitive.STRING));
        columns.add(new Column(KEY_SCHEMA_VERSION, Primitive.INTEGER));
        columns.add(new Column(VALUE_SCHEMA_NAME, Primitive.STRING));
        columns.add(new Column(VALUE_SCHEMA_VERSION, Primitive.INTEGER));
        return new Column(NAME, new ColumnType.Struct(columns));
    }

    private static List<Column> origin() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(EPOCH, Primitive.LONG));
        columns.add(new Column(TOPIC, Primitive.STRING));
        columns.add(new Column(PARTITION, Primitive.INTEGER));
        columns.add(new Column(OFFSET, Primitive.LONG));
        columns.add(new Column(TIMESTAMP, Primitive.TIMESTAMP));
        columns.add(new Column(TIMESTAMP_TYPE, Primitive.STRING));
        return columns;
    }
}
