// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Writes the reference of all keys as Markdown. */
final class ConfigDocs {
    private static final String HEAD = """
            <!-- Generated from SinkConfigDef. Do not edit: CONTRIBUTING.md tells how to write it anew. -->

            # Configuration of the Delta sink

            The keys below belong to the sink. `name`, `connector.class`, `topics`, `tasks.max`, converters, transforms
            and `errors.*` are Kafka Connect's own. A running worker checks a configuration without starting anything,
            and tells all of its faults at once:

            ```
            curl -X PUT -H 'Content-Type: application/json' --data @config.json \\
              http://localhost:8083/connector-plugins/DeltaSinkConnector/config/validate
            ```

            A key that begins with `delta.` and is not listed here is refused, so that a slip of the pen is not taken
            for a setting.
            """;
    private static final String TAIL = """

            ## Properties of new tables

            ### `delta.table.properties.*`

            Whatever stands behind the prefix becomes a property of each table that the connector creates:
            `delta.table.properties.delta.logRetentionDuration=interval 7 days`, `delta.table.properties.team=orders`.
            Of Delta's own properties only those are taken that leave a table readable for all and writable for this
            sink. Tables that exist keep theirs.

            ## Hadoop

            ### `hadoop.*`

            Whatever stands behind the prefix is handed to Hadoop's file systems as it is:
            `hadoop.fs.gs.project.id` sets `fs.gs.project.id`. Use it for the credentials and the tuning of the
            warehouse's store. The sink checks neither names nor values, and never logs the values. Do not write a
            secret into the configuration itself: refer to it through a config provider of the worker, as in
            `${file:/etc/connect/secrets.properties:key}`.
            """;

    private ConfigDocs() {}

    static String markdown(ConfigDef def) {
        StringBuilder page = new StringBuilder(HEAD);
        for (String group : def.groups()) {
            page.append("\n## ").append(group).append('\n');
            keysOf(def, group).forEach(key -> append(page, key));
        }
        return page.append(TAIL).toString();
    }

    private static List<ConfigKey> keysOf(ConfigDef def, String group) {
        return def.configKeys().values().stream()
                .filter(key -> group.equals(key.group))
                .sorted(Comparator.comparingInt(key -> key.orderInGroup))
                .toList();
    }

    private static void append(StringBuilder page, ConfigKey key) {
        page.append("\n### `").append(key.name).append("`\n\n");
        page.append(key.documentation).append("\n\n");
        page.append("- Type: ").append(lower(key.type)).append('\n');
        page.append("- Default: ").append(defaultOf(key)).append('\n');
        page.append("- Valid: ").append(key.validator).append('\n');
        page.append("- Importance: ").append(lower(key.importance)).append('\n');
    }

    private static String defaultOf(ConfigKey key) {
        if (!key.hasDefault()) {
            return "none, the key is required";
        }
        if (key.defaultValue == null) {
            return "none";
        }
        return "`" + key.defaultValue + "`" + inWords(key);
    }

    private static String inWords(ConfigKey key) {
        if (key.defaultValue instanceof Long number && key.name.endsWith(".ms")) {
            Duration duration = Duration.ofMillis(number);
            return duration.toSeconds() % 60 == 0
                    ? " (" + duration.toMinutes() + " min)"
                    : " (" + duration.toSeconds() + " s)";
        }
        if (key.defaultValue instanceof Long number && key.name.endsWith(".bytes")) {
            return " (" + number / 1024 / 1024 + " MiB)";
        }
        return "";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
