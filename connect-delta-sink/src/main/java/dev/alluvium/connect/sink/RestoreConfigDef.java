// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The setting that says what a table is worth whose rows somebody took away. */
final class RestoreConfigDef {
    static final String RESTORED = "delta.table.restored";
    static final String CONTINUE = "continue";

    private RestoreConfigDef() {}

    static void addTo(ConfigDef def) {
        def.define(
                RESTORED,
                STRING,
                "fail",
                ValidString.in("fail", CONTINUE),
                MEDIUM,
                "What happens to a table that somebody took back to an older version (RESTORE) or replaced: the rows that "
                        + "went away do not come back by themselves. The default, fail, stops the table, and the task "
                        + "if it has no other, until ./reingest has brought them back; nothing is lost meanwhile. "
                        + "continue warns, with the offsets that went away, and goes on without them: choose it where "
                        + "tables are restored on purpose.",
                "Commits",
                5,
                Width.SHORT,
                "Restored tables");
    }
}
