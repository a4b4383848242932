// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings that say what tables look like. */
final class TableConfigDef {
    static final String LAYOUT = "delta.table.layout";

    private static final String GROUP = "Layout";

    private TableConfigDef() {}

    static void addTo(ConfigDef def) {
        def.define(
                LAYOUT,
                STRING,
                "typed",
                ValidString.in("typed", "raw"),
                HIGH,
                "What the columns of tables are. The default, typed, makes them of the schemas of records. raw has the "
                        + "same columns for every record of every topic, which never change: the bytes, or the text, of key "
                        + "and value, and _kafka. Choose it for archives, and for topics whose records nobody can parse, "
                        + "with ByteArrayConverter to keep each byte as it was. Tables of one layout take no rows of the "
                        + "other: choose new names for them when you change it.",
                GROUP,
                1,
                Width.SHORT,
                "Table layout");
    }
}
