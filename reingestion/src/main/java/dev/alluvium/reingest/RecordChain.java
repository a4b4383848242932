// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import java.util.ArrayList;
import java.util.List;
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
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes of a record what Connect would have delivered: by the connector's converters, then by its transforms. */
final class RecordChain implements AutoCloseable {
    private final Converter keys;
    private final Converter values;
    private final HeaderConverter headers;
    private final List<Stage> stages = new ArrayList<>();

    private record Stage(
            Transformation<SinkRecord> transform, @Nullable Predicate<SinkRecord> predicate, boolean negated) {

        Optional<SinkRecord> apply(SinkRecord record) {
            boolean applies = predicate == null || predicate.test(record) != negated;
            return applies ? Optional.ofNullable(transform.apply(record)) : Optional.of(record);
        }
    }

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
        for (String name : settings.entries().getOrDefault("transforms", "").split(",", -1)) {
            if (!name.isBlank()) {
                stages.add(stage(settings, make, name.strip()));
            }
        }
    }

    @SuppressWarnings("unchecked") // What is not for sink records is not configured on a sink.
    private static Stage stage(ConnectorSettings settings, Plugins make, String name) {
        String prefix = "transforms." + name + ".";
        Transformation<SinkRecord> transform = make.instance(settings, prefix + "type", Transformation.class);
        Map<String, Object> own = new TreeMap<>(settings.below(prefix));
        Object predicateName = own.remove("predicate");
        Object negated = own.remove("negate");
        transform.configure(own);
        if (predicateName == null) {
            return new Stage(transform, null, false);
        }
        String below = "predicates." + predicateName + ".";
        Predicate<SinkRecord> predicate = make.instance(settings, below + "type", Predicate.class);
        predicate.configure(settings.below(below));
        return new Stage(transform, predicate, Boolean.parseBoolean(String.valueOf(negated)));
    }

    /**
     * Makes a record of the connector.
     *
     * @return empty if a transform drops it
     * @throws ReingestException if a converter or a transform refuses it
     */
    Optional<SinkRecord> record(ConsumerRecord<byte[], byte[]> raw) {
        try {
            Optional<SinkRecord> record = Optional.of(converted(raw));
            for (Stage stage : stages) {
                record = record.flatMap(stage::apply);
            }
            return record;
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
        stages.forEach(stage -> stage.transform.close());
    }
}
