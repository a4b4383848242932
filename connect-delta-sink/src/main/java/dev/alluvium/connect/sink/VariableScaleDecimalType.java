// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's decimal whose scale each value brings along, as of PostgreSQL's {@code numeric} without bounds: a STRING of the
 * number, which all engines compare and cast, while none could compute with a struct of a scale and bytes.
 */
final class VariableScaleDecimalType implements LogicalType {
    static final String NAME = "io.debezium.data.VariableScaleDecimal";

    private static final String SCALE = "scale";
    private static final String VALUE = "value";

    @Override
    public boolean matches(Schema schema) {
        return schema.type() == Schema.Type.STRUCT
                && schema.fields().size() == 2
                && hasField(schema, SCALE, Schema.Type.INT32)
                && hasField(schema, VALUE, Schema.Type.BYTES);
    }

    private static boolean hasField(Schema schema, String name, Schema.Type type) {
        Field field = schema.field(name);
        return field != null && field.schema().type() == type;
    }

    @Override
    public ColumnType column(Schema schema) {
        return ColumnType.Primitive.STRING;
    }

    @Override
    public ValueEmitter emitter(ColumnType target, String path) {
        return new Emitter("Field '" + path + "' lacks the scale or the digits of a decimal. Mend its source");
    }

    private record Emitter(String misfit) implements ValueEmitter {

        @Override
        public void emit(Object value, ValueConsumer out) {
            Struct struct = (Struct) value;
            BigInteger digits = digits(struct.getWithoutDefault(VALUE));
            Object scale = struct.getWithoutDefault(SCALE);
            if (digits == null || scale == null) {
                throw new UnfitValueException(misfit);
            }
            out.textValue(DecimalText.of(new BigDecimal(digits, (Integer) scale)));
        }

        @Override
        public boolean mayMisfit() {
            return true;
        }

        @Override
        public @Nullable String misfit(Object value) {
            Struct struct = (Struct) value;
            Object digits = struct.getWithoutDefault(VALUE);
            boolean none = digits == null
                    || (digits instanceof byte[] bytes ? bytes.length == 0 : !((ByteBuffer) digits).hasRemaining());
            return none || struct.getWithoutDefault(SCALE) == null ? misfit : null;
        }

        private static @Nullable BigInteger digits(@Nullable Object value) {
            byte[] bytes;
            if (value instanceof ByteBuffer buffer) {
                bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
            } else {
                bytes = (byte[]) value;
            }
            return bytes == null || bytes.length == 0 ? null : new BigInteger(bytes);
        }
    }
}
