// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.protobufconverter;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.apicurio.registry.serde.protobuf.ProtobufKafkaDeserializer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * For sinks: what Apicurio's deserializer reads, with the schema that Apicurio's registry has of it, in the shapes that
 * Confluent's converter documents. Settings are the deserializer's.
 */
public final class RegistryProtobufConverter implements Converter {
    private final ProtobufKafkaDeserializer<DynamicMessage> deserializer = new ProtobufKafkaDeserializer<>();
    private final Map<Descriptor, Schema> schemas = new ConcurrentHashMap<>();

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        deserializer.configure(configs, isKey);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value == null) {
            return SchemaAndValue.NULL;
        }
        DynamicMessage message = deserializer.deserialize(topic, value);
        Schema schema = schemas.computeIfAbsent(message.getDescriptorForType(), ConnectSchemas::of);
        return new SchemaAndValue(schema, ConnectValues.of(schema, message));
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new DataException("this converter only reads");
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
