// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.log.LogFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A single message transform of Kafka Connect that reads lines of logs into records with fields. The line is kept as it is in
 * {@code raw}; one that is not of its format has nothing else but {@code error}, which says what is wrong with it, and where. May be used
 * by several threads.
 */
public abstract class LogLine<R extends ConnectRecord<R>> extends OwnTransform<R> {
    public static final String OVERVIEW_DOC =
            "Reads lines of access logs, syslog, logfmt or JSON into records with fields, and keeps " + "the line. As "
                    + Value.class.getName() + ".";

    public static final ConfigDef CONFIG_DEF = LogLineConfigDef.make();

    private volatile @Nullable State state;

    private record State(LogFormat format, ZoneId zone, Schema schema) {}

    LogLine() {}

    /** Reads values, which must be texts, or bytes in UTF-8. */
    public static final class Value<R extends ConnectRecord<R>> extends LogLine<R> {}

    @Override
    public void configure(Map<String, ?> configuration) {
        Map<String, String> given = Faults.texts(configuration);
        Faults.refuse("Lines cannot be read", Faults.ofEachKey(CONFIG_DEF, given));
        AbstractConfig config = new AbstractConfig(CONFIG_DEF, given, false);
        LogFormat format =
                LogFormat.valueOf(config.getString(LogLineConfigDef.FORMAT).toUpperCase(Locale.ROOT));
        state = new State(format, ZoneId.of(config.getString(LogLineConfigDef.ZONE)), LogSchemas.of(format));
    }

    /** @throws org.apache.kafka.connect.errors.DataException if the value is neither text nor bytes */
    @Override
    public R apply(R record) {
        State configured = state;
        if (configured == null) {
            throw new ConfigException("The transform that reads lines is not configured");
        }
        if (record.value() == null) {
            return record;
        }
        String line = LineText.of(record.value());
        LogFormat.Line read = configured.format().read(line, record.timestamp(), configured.zone());
        Struct struct = new Struct(configured.schema()).put(LogSchemas.RAW, line);
        read.error().ifPresent(error -> struct.put(LogSchemas.ERROR, error));
        for (Field field : configured.schema().fields()) {
            Object value = read.fields().get(field.name());
            if (value != null) {
                struct.put(field, value instanceof Instant instant ? Date.from(instant) : value);
            }
        }
        return Side.VALUE.with(record, record.topic(), configured.schema(), struct, record.headers());
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }
}
