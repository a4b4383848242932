// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** What the predicates of this plugin have in common: no settings, and nothing to release. */
abstract class RecordPredicate<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {
    public static final ConfigDef CONFIG_DEF = new ConfigDef();

    @Override
    public final void configure(Map<String, ?> configuration) {}

    @Override
    public final ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public final String version() {
        return BundleVersion.version();
    }

    @Override
    public final void close() {}
}
