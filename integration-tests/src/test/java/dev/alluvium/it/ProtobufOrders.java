// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.apicurio.registry.serde.protobuf.ProtobufKafkaSerializer;
import io.apicurio.registry.utils.protobuf.schema.FileDescriptorUtils;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Messages with everything that Protobuf has, by two versions of their schema. */
final class ProtobufOrders {
    /** In the form that Confluent's classes write schemas in: their converter asks the registry for the schema by it. */
    private static final String PROTO = """
            syntax = "proto3";
            package alluvium.shop;

            import "google/protobuf/duration.proto";
            import "google/protobuf/struct.proto";
            import "google/protobuf/timestamp.proto";
            import "google/protobuf/wrappers.proto";

            message Order {
              int32 small = 1;
              int64 large = 2;
              uint32 unsigned_small = 3;
              uint64 unsigned_large = 4;
              sint32 zigzag_small = 5;
              sint64 zigzag_large = 6;
              fixed32 fixed_small = 7;
              fixed64 fixed_large = 8;
              sfixed32 sfixed_small = 9;
              sfixed64 sfixed_large = 10;
              float single = 11;
              double twofold = 12;
              bool paid = 13;
              string name = 14;
              bytes blob = 15;
              Status status = 16;
              repeated int32 numbers = 17;
              map<string, int64> labels = 18;
              Line first = 19;
              repeated Line lines = 20;
              map<int32, Line> by_number = 21;
              optional string note = 24;
              optional int32 count = 25;
              google.protobuf.Timestamp at = 26;
              google.protobuf.Duration took = 27;
              google.protobuf.StringValue comment = 28;
              google.protobuf.UInt64Value points = 29;
              Nothing nothing = 30;
              google.protobuf.Struct free = 31;
            %s
              oneof payment {
                string card = 22;
                Transfer transfer = 23;
              }
            }
            message Line {
              string sku = 1;
              Line part_of = 2;
            %s}
            message Transfer {
              string iban = 1;
            }
            message Nothing {}
            enum Status {
              UNKNOWN = 0;
              OPEN = 1;
            }
            """;

    private static final String FIRST = PROTO.formatted("", "");
    private static final String SECOND = PROTO.formatted("  string currency = 32;\n", "  string unit = 3;\n");

    private static final String FULL = """
            {"small": -2147483648, "large": "9007199254740993", "unsignedSmall": 4294967295,
            "unsignedLarge": "18446744073709551615", "zigzagSmall": -1, "zigzagLarge": "-9007199254740993",
            "fixedSmall": 4294967295, "fixedLarge": "9223372036854775807", "sfixedSmall": -7, "sfixedLarge": "-8",
            "single": "NaN", "twofold": 0.1, "paid": true, "name": "Grüße 🙂", "blob": "AP8Q", "status": "OPEN",
            "numbers": [1, 0, -1], "labels": {"a": "1"},
            "first": {"sku": "wheel", "partOf": {"sku": "cart", "partOf": {"sku": "set"}}},
            "lines": [{"sku": "x"}, {}], "byNumber": {"7": {"sku": "y"}}, "transfer": {"iban": "DE02"},
            "note": "", "count": 0, "at": "2024-02-29T12:00:00.123456789Z", "took": "1.5s", "comment": "",
            "points": "3", "nothing": {}, "free": {"a": [1]}}""";

    /** What no message says, and an enum's number that its schema does not know. */
    private static final String EMPTY = """
            {"status": 7, "card": ""}""";

    private static final String EVOLVED = """
            {"currency": "EUR", "lines": [{"sku": "z", "unit": "kg"}]}""";

    private ProtobufOrders() {}

    /** The values of a topic as Apicurio's serializer writes them, and as its registry then knows them. */
    static List<byte[]> byApicurio(SchemaRegistry registry, String topic) throws Exception {
        List<byte[]> values = new ArrayList<>();
        for (Order order : orders()) {
            registry.register(topic, order.proto());
            // Each asks for the latest schema once.
            try (ProtobufKafkaSerializer<DynamicMessage> serializer = new ProtobufKafkaSerializer<>()) {
                serializer.configure(new HashMap<>(registry.serdes()), false);
                values.add(serializer.serialize(topic, order.message()));
            }
        }
        return values;
    }

    /** As Confluent's: a zero, the schema's id, a zero for the first message of its file, the message. */
    static List<byte[]> byConfluent(SchemaRegistry registry, String topic) throws Exception {
        List<byte[]> values = new ArrayList<>();
        for (Order order : orders()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(0);
            out.writeInt(registry.register(topic, order.proto()));
            out.writeByte(0);
            order.message().writeTo(out);
            values.add(bytes.toByteArray());
        }
        return values;
    }

    private static List<Order> orders() throws DescriptorValidationException, InvalidProtocolBufferException {
        return List.of(order(FIRST, FULL), order(FIRST, EMPTY), order(SECOND, EVOLVED));
    }

    private static Order order(String proto, String json)
            throws DescriptorValidationException, InvalidProtocolBufferException {
        Descriptor type = FileDescriptorUtils.protoFileToFileDescriptor(
                        proto, "orders.proto", Optional.of("alluvium.shop"))
                .findMessageTypeByName("Order");
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        JsonFormat.parser().merge(json, message);
        return new Order(proto, message.build());
    }

    private record Order(String proto, DynamicMessage message) {}
}
