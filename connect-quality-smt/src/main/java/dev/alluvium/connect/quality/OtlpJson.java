// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;

/**
 * A single message transform of Kafka Connect that reads OpenTelemetry's messages in JSON, as the Collector's Kafka exporter sends them
 * with {@code encoding: otlp_json}: {@code logs}, {@code points} of metrics, and {@code spans}, each with its resource and scope. The message
 * is kept as it is in {@code raw}; of one that is none there is nothing else but {@code error}. May be used by several threads.
 */
public abstract class OtlpJson<R extends ConnectRecord<R>> extends OwnTransform<R> {
    public static final String OVERVIEW_DOC =
            "Reads OpenTelemetry's messages in JSON into logs, data points and spans, and keeps the " + "message. As "
                    + Value.class.getName() + ".";

    public static final ConfigDef CONFIG_DEF = new ConfigDef();

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    OtlpJson() {}

    /** Reads values, which must be texts, or bytes in UTF-8. */
    public static final class Value<R extends ConnectRecord<R>> extends OtlpJson<R> {}

    @Override
    public void configure(Map<String, ?> configuration) {}

    /** @throws org.apache.kafka.connect.errors.DataException if the value is neither text nor bytes */
    @Override
    public R apply(R record) {
        if (record.value() == null) {
            return record;
        }
        String text = LineText.of(record.value());
        Struct batch = read(text);
        return Side.VALUE.with(record, record.topic(), OtlpSchemas.BATCH, batch, record.headers());
    }

    private static Struct read(String text) {
        Struct batch = new Struct(OtlpSchemas.BATCH).put(LogSchemas.RAW, text);
        try {
            JsonNode message = JSON.readTree(text);
            if (!message.isObject()) {
                return batch.put(LogSchemas.ERROR, "it is no JSON object");
            }
            new OtlpBatch(batch).read(message);
            return batch;
        } catch (JacksonException e) {
            return failed(text, "it is no JSON");
        } catch (NumberFormatException | ArithmeticException e) {
            return failed(text, "a number in it is none");
        }
    }

    private static Struct failed(String text, String error) {
        return new Struct(OtlpSchemas.BATCH).put(LogSchemas.RAW, text).put(LogSchemas.ERROR, error);
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }
}
