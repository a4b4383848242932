// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** What a key or a value is to a table: found once per schema, and no record, because it is compared by identity. */
final class Format {
    /** Neither a schema nor a value: no column. */
    static final Format ABSENT = new Format(Optional.empty(), Optional.empty());

    /**
     * A value without a schema, kept as JSON text: what is 1 now may be 1.5 in the next record, so whatever column type we
     * guessed would lose data one day.
     */
    static final Format JSON = new Format(Optional.of(ColumnType.Primitive.STRING), Optional.empty());

    /** Bytes without a schema. */
    static final Format BYTES =
            new Format(Optional.of(ColumnType.Primitive.BINARY), Optional.of(Schema.OPTIONAL_BYTES_SCHEMA));

    private final Optional<ColumnType> type;
    private final Optional<Schema> schema;
    private final boolean endless;

    private Format(Optional<ColumnType> type, Optional<Schema> schema) {
        this(type, schema, false);
    }

    private Format(Optional<ColumnType> type, Optional<Schema> schema, boolean endless) {
        this.type = type;
        this.schema = schema;
        this.endless = endless;
    }

    /** One that is not looked into, only known by its schema's name: no column. */
    static Format unread(@Nullable Schema schema) {
        return schema == null ? ABSENT : new Format(Optional.empty(), Optional.of(schema));
    }

    /** @param path of its column, empty for a whole row */
    static Format of(Schema schema, String path) {
        ColumnTypes types = new ColumnTypes();
        ColumnType type = types.find(schema, path);
        return new Format(Optional.of(type), Optional.of(schema), types.endless());
    }

    /** The column it makes; a struct as a value makes one column per field instead. Empty if there is nothing. */
    Optional<ColumnType> type() {
        return type;
    }

    /** Empty if the source has none, and the column is JSON text. */
    Optional<Schema> schema() {
        return schema;
    }

    /** Of its schema, as the source or a schema registry gave it. */
    Optional<String> name() {
        return schema.map(Schema::name);
    }

    /** Of its schema. */
    Optional<Integer> version() {
        return schema.map(Schema::version);
    }

    /** Whether its schema contains itself: to compare it with another, or to hash it, might not end. */
    boolean endless() {
        return endless;
    }

    /** Whether values go to this column, if there is one; they are rescued as a whole if not. */
    boolean isAtHomeIn(@Nullable Column column) {
        return column != null && FieldsEmitter.isHome(column.type(), type.orElseThrow());
    }

    /** @param column one that these values {@linkplain #isAtHomeIn go to} */
    ColumnEmitter emitter(Column column, int ordinal, String path, Rescue rescue) {
        Schema valueSchema = schema.orElse(null);
        ValueEmitter emitter = valueSchema == null
                ? new JsonEmitter(null, path)
                : Emitters.compile(valueSchema, type.orElseThrow(), column.type(), path, rescue);
        return new ColumnEmitter(ordinal, emitter, valueSchema, path, rescue);
    }
}
