// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.protobufconverter;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** Messages as values of {@link ConnectSchemas}. A field that knows whether it was set, and was not, is null. */
final class ConnectValues {
    private ConnectValues() {}

    static Struct of(Schema schema, Message message) {
        Descriptor type = message.getDescriptorForType();
        Struct struct = new Struct(schema);
        for (OneofDescriptor oneof : type.getRealOneofs()) {
            if (message.hasOneof(oneof)) {
                FieldDescriptor set = message.getOneofFieldDescriptor(oneof);
                String name = ConnectSchemas.nameOf(oneof);
                Struct cases = new Struct(schema.field(name).schema());
                put(cases, set, message);
                struct.put(name, cases);
            }
        }
        for (FieldDescriptor field : type.getFields()) {
            if (field.getRealContainingOneof() == null && (!field.hasPresence() || message.hasField(field))) {
                put(struct, field, message);
            }
        }
        return struct;
    }

    private static void put(Struct struct, FieldDescriptor field, Message message) {
        Schema schema = struct.schema().field(field.getName()).schema();
        Object value = message.getField(field);
        if (field.isMapField()) {
            struct.put(field.getName(), map(schema, (List<?>) value));
        } else if (field.isRepeated()) {
            struct.put(
                    field.getName(),
                    ((List<?>) value)
                            .stream()
                                    .map(element -> single(schema.valueSchema(), element))
                                    .toList());
        } else {
            struct.put(field.getName(), single(schema, value));
        }
    }

    private static Map<Object, Object> map(Schema schema, List<?> entries) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object element : entries) {
            Message entry = (Message) element;
            Descriptor type = entry.getDescriptorForType();
            map.put(
                    single(schema.keySchema(), entry.getField(type.findFieldByNumber(1))),
                    single(schema.valueSchema(), entry.getField(type.findFieldByNumber(2))));
        }
        return map;
    }

    private static Object single(Schema schema, Object value) {
        if (value instanceof Message message) {
            return message(schema, message);
        } else if (value instanceof ByteString bytes) {
            return bytes.toByteArray();
        } else if (value instanceof EnumValueDescriptor constant) {
            return constant.getName();
        } else if (value instanceof Integer number && schema.type() == Schema.Type.INT64) {
            return Integer.toUnsignedLong(number);
        }
        return value;
    }

    private static Object message(Schema schema, Message message) {
        Descriptor type = message.getDescriptorForType();
        if (ConnectSchemas.isWrapper(type)) {
            return single(schema, message.getField(type.findFieldByNumber(1)));
        }
        return Timestamp.LOGICAL_NAME.equals(schema.name()) ? timestamp(message) : of(schema, message);
    }

    /** Connect's Timestamp has milliseconds; the rest is lost, as with Confluent's converter. */
    private static Date timestamp(Message message) {
        Descriptor type = message.getDescriptorForType();
        return Date.from(Instant.ofEpochSecond((long) message.getField(type.findFieldByName("seconds")), (int)
                message.getField(type.findFieldByName("nanos"))));
    }
}
