// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.check.FieldPath;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings of {@link Deduplicate}. */
final class DeduplicateConfigDef {
    static final String FIELDS = "identity.fields";
    static final String WINDOW = "window.records";

    private static final String GROUP = "Repeated records";

    private DeduplicateConfigDef() {}

    /** @param identity of records that are no change events; none if only those are looked at */
    record Read(List<FieldPath> identity, int windowRecords) {}

    static ConfigDef make() {
        return new ConfigDef()
                .define(
                        FIELDS,
                        STRING,
                        "",
                        TextValidator.of(FieldPath::listOf, "paths of fields, with commas between them"),
                        HIGH,
                        "The fields that together tell one record from another, as an id that the producer gave it; names with "
                                + "dots between them. Two records of one topic that have all of these alike are one. Without "
                                + "them, change events of Debezium are told by their key, operation and position in the "
                                + "source's log, and everything else is let through.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Identity fields")
                .define(
                        WINDOW,
                        INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        MEDIUM,
                        "How many records are remembered, at about 150 bytes each.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Window");
    }

    /** @throws org.apache.kafka.common.config.ConfigException that tells all that is wrong, by key */
    static Read read(Map<String, ?> configuration) {
        Map<String, String> given = Faults.texts(configuration);
        Faults.refuse("Repeated records cannot be dropped", Faults.ofEachKey(Deduplicate.CONFIG_DEF, given));
        AbstractConfig config = new AbstractConfig(Deduplicate.CONFIG_DEF, given, false);
        return new Read(FieldPath.listOf(config.getString(FIELDS)), config.getInt(WINDOW));
    }
}
