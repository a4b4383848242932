// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;

/** Makes of a record what Connect would have delivered: by the connector's converters, then by its transforms. */
final class RecordChain implements AutoCloseable {
    private final Converter keys;
    private final Converter values;
    private final HeaderConverter headers;
    private final TransformChain transforms;

    /** @throws ReingestException if a class is not there or does not take its settings */
    RecordChain(ConnectorSettings settings, ClassLoader plugins) {
        Plugins make = new Plugins(plugins);
        keys = make.instance(settings, "key.converter", Converter.class);
        keys.configure(settings.below("key.converter."), true);
        values = make.instance(settings, "value.converter", Converter.class);
        values.configure(settings.below("value.converter."), false);
        headers = settings.entries().containsKey("header.converter")
                ? make.instance(settings, "header.converter", HeaderConverter.class)
                : new org.apache.kafka.connect.storage.SimpleHeaderConverter();
        Map<String, Object> ofHeaders = new TreeMap<>(settings.below("header.converter."));
        ofHeaders.put("converter.type", "header");
        headers.configure(ofHeaders);
        transforms = new TransformChain(settings, make, type -> true);
    }

    /**
     * Makes a record of the connector.
     *
     * @return empty if a transform drops it
     * @throws ReingestException if a converter or a transform refuses it
     */
    Optional<SinkRecord> record(ConsumerRecord<byte[], byte[]> raw) {
        try {
            return transforms.apply(converted(raw));
        } catch (ConnectException e) {
            throw new ReingestException(
                    raw.topic() + "-" + raw.partition() + ", offset " + raw.offset()
                            + ": the connector's converters or transforms refuse it: " + e.getMessage(),
                    e);
        }
    }

    private SinkRecord converted(ConsumerRecord<byte[], byte[]> raw) {
        SchemaAndValue key = keys.toConnectData(raw.topic(), raw.headers(), raw.key());
        SchemaAndValue value = values.toConnectData(raw.topic(), raw.headers(), raw.value());
        ConnectHeaders converted = new ConnectHeaders();
        for (Header header : raw.headers()) {
            converted.add(header.key(), headers.toConnectHeader(raw.topic(), header.key(), header.value()));
        }
        return new SinkRecord(
                raw.topic(),
                raw.partition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                raw.offset(),
                raw.timestampType() == org.apache.kafka.common.record.TimestampType.NO_TIMESTAMP_TYPE
                        ? null
                        : Long.valueOf(raw.timestamp()),
                raw.timestampType(),
                converted);
    }

    @Override
    public void close() {
        transforms.close();
    }
}
