// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.TextValidator;
import dev.alluvium.connect.sink.core.TableName;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings that say what becomes of records that cannot become rows. */
final class RejectConfigDef {
    static final String MODE = "delta.reject.mode";
    static final String TABLE = "delta.reject.table";

    private static final String GROUP = "Bad records";

    private RejectConfigDef() {}

    static void addTo(ConfigDef def) {
        def.define(
                MODE,
                STRING,
                "table",
                ValidString.in("table", "dlq", "both", "fail"),
                HIGH,
                "Where a record goes that cannot become a row: one without a table, or whose value contradicts its own "
                        + "schema. The default, table, writes it with the reason into a Delta table beside its own, named "
                        + "as that one with __rejects at the end, exactly once. dlq gives it to Connect's dead letter "
                        + "queue, at least once, and needs errors.deadletterqueue.topic.name and errors.tolerance=all; "
                        + "both does both. fail fails the task at the first such record. Nothing is dropped in any mode. "
                        + "So does a record that a quality gate in front of the sink rejected by its headers: docs/quality.md. What "
                        + "converters and transforms refuse never comes here: errors.tolerance decides on it.",
                GROUP,
                1,
                Width.SHORT,
                "Reject mode");
        def.define(
                TABLE,
                STRING,
                "unrouted" + Rejects.SUFFIX,
                TextValidator.of(
                        RejectConfigDef::requireRejectTable,
                        "a table's path of letters, digits, '.', '_', '-' and '/' that ends in __rejects"),
                LOW,
                "The rejects table of records for which no table was found, or whose table's name has no room for "
                        + "__rejects. Change the default if several connectors share a warehouse and their rejects "
                        + "should not be mixed.",
                GROUP,
                2,
                Width.MEDIUM,
                "Reject table");
    }

    private static void requireRejectTable(String text) {
        if (!Rejects.isReserved(new TableName(text))) {
            throw new IllegalArgumentException("must end in " + Rejects.SUFFIX + ", which no other table's name may");
        }
    }
}
