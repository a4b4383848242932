// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.protobufconverter;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/**
 * What a message type is in Connect by the defaults of Confluent's converter: every field optional, a oneof a struct of
 * its cases named with its index, enums text, unsigned numbers int64, {@code google.protobuf.Timestamp} Connect's own,
 * the wrappers of {@code google/protobuf/wrappers.proto} the scalars in them, and a message that contains itself a schema
 * that does.
 */
final class ConnectSchemas {
    private static final String TIMESTAMP = "google.protobuf.Timestamp";
    private static final String WRAPPERS_FILE = "google/protobuf/wrappers.proto";

    /** Builders, because a schema must be there before it is finished to be contained in itself. */
    private final Map<Descriptor, SchemaBuilder> known = new HashMap<>();

    private ConnectSchemas() {}

    static Schema of(Descriptor message) {
        return new ConnectSchemas().struct(message).build();
    }

    static String nameOf(OneofDescriptor oneof) {
        return oneof.getName() + "_" + oneof.getIndex();
    }

    static boolean isWrapper(Descriptor message) {
        return message.getFile().getFullName().equals(WRAPPERS_FILE);
    }

    private SchemaBuilder struct(Descriptor message) {
        SchemaBuilder started = known.get(message);
        if (started != null) {
            return started;
        }
        SchemaBuilder struct = SchemaBuilder.struct().name(message.getName()).optional();
        known.put(message, struct);
        for (OneofDescriptor oneof : message.getRealOneofs()) {
            SchemaBuilder cases = SchemaBuilder.struct().optional();
            oneof.getFields().forEach(field -> cases.field(field.getName(), field(field)));
            struct.field(nameOf(oneof), cases.build());
        }
        for (FieldDescriptor field : message.getFields()) {
            if (field.getRealContainingOneof() == null) {
                struct.field(field.getName(), field(field));
            }
        }
        return struct;
    }

    private Schema field(FieldDescriptor field) {
        if (field.isMapField()) {
            Descriptor entry = field.getMessageType();
            return SchemaBuilder.map(single(entry.findFieldByNumber(1)), single(entry.findFieldByNumber(2)))
                    .optional()
                    .build();
        }
        return field.isRepeated()
                ? SchemaBuilder.array(single(field)).optional().build()
                : single(field);
    }

    private Schema single(FieldDescriptor field) {
        return switch (field.getType()) {
            case BOOL -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
            case INT32, SINT32, SFIXED32 -> Schema.OPTIONAL_INT32_SCHEMA;
            case UINT32, FIXED32, INT64, UINT64, SINT64, FIXED64, SFIXED64 -> Schema.OPTIONAL_INT64_SCHEMA;
            case FLOAT -> Schema.OPTIONAL_FLOAT32_SCHEMA;
            case DOUBLE -> Schema.OPTIONAL_FLOAT64_SCHEMA;
            case STRING, ENUM -> Schema.OPTIONAL_STRING_SCHEMA;
            case BYTES -> Schema.OPTIONAL_BYTES_SCHEMA;
            case MESSAGE, GROUP -> message(field.getMessageType());
        };
    }

    private Schema message(Descriptor type) {
        if (type.getFullName().equals(TIMESTAMP)) {
            return Timestamp.builder().optional().build();
        }
        return isWrapper(type) ? single(type.findFieldByNumber(1)) : struct(type);
    }
}
