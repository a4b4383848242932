// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.TextValidator;
import dev.alluvium.connect.sink.core.TableName;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings that say where is written down what quality gates have come to. */
final class QualityConfigDef {
    static final String INTERVAL_MS = "delta.quality.results.interval.ms";
    static final String TABLE = "delta.quality.results.table";

    private static final String GROUP = "Data quality";

    private QualityConfigDef() {}

    static void addTo(ConfigDef def) {
        def.define(
                INTERVAL_MS,
                LONG,
                60_000L,
                NumberValidator.atLeast(0),
                LOW,
                "How often it is written down what the quality gates in front of this connector have come to: for each rule "
                        + "how many records it was held against, and how many it did not hold for. One commit for all tasks "
                        + "of a worker. Nothing is written where there is no gate, and nothing for an interval without a record; 0 "
                        + "is never.",
                GROUP,
                1,
                Width.SHORT,
                "Interval of quality results");
        def.define(
                TABLE,
                STRING,
                "governance/quality_results",
                TextValidator.of(TableName::new, "a table's path of letters, digits, '.', '_', '-' and '/'"),
                LOW,
                "The table below the warehouse that quality results are written into; several connectors may share it.",
                GROUP,
                2,
                Width.MEDIUM,
                "Table of quality results");
    }
}
