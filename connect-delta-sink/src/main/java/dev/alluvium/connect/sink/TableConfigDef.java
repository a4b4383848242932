// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.TextValidator;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings that say what tables look like. */
final class TableConfigDef {
    static final String LAYOUT = "delta.table.layout";
    static final String COMMENT = "delta.table.comment";
    static final String PARTITION_BY = "delta.table.partition.by";
    static final String CLUSTER_BY = "delta.table.cluster.by";

    private static final String GROUP = "Layout";
    private static final int MAX_CLUSTER_COLUMNS = 4;

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
                        + "with ByteArrayConverter to keep each byte as it was. Choose new "
                        + "names for the tables when you change it: otherwise rows of both layouts stand mixed in them.",
                GROUP,
                1,
                Width.SHORT,
                "Table layout");
        def.define(
                COMMENT,
                STRING,
                "",
                TextValidator.of(any -> {}, "any text"),
                LOW,
                "The comment of each table that the connector creates, which catalogues show. Tables that exist keep "
                        + "theirs. By default there is none. Properties are set by keys that begin with "
                        + "delta.table.properties.",
                GROUP,
                2,
                Width.LONG,
                "Table comment");
        def.define(
                CLUSTER_BY,
                STRING,
                "",
                TextValidator.of(TableConfigDef::columns, "at most four columns parted by commas, as in after.id"),
                LOW,
                "The columns that new tables are clustered by (liquid clustering), such as after.customer_id: OPTIMIZE then "
                        + "sorts the rows by them. It raises a table to writer version 7, which some engines cannot write, "
                        + "and needs delta.log.library=kernel. A table whose first record lacks one of them, or has it "
                        + "behind the first 32 columns, is created without. By default there is none.",
                GROUP,
                3,
                Width.LONG,
                "Cluster by");
        def.define(
                PARTITION_BY,
                STRING,
                "",
                TextValidator.of(
                        TableConfigDef::requirePartitioning, "name=source or name=transform(source), parted by commas"),
                LOW,
                "The columns that new tables are partitioned by, each with a name of its own: day=day(ingested), "
                        + "country=after.country, part=bucket[16](key.id). A source is ingested (when the row is written), "
                        + "_kafka.timestamp, _kafka.topic, _kafka.partition, header.<name>, key, key.<field> or a field of the "
                        + "value; a transform is year, month, day, hour, identity, truncate[n] or bucket[n]. What a record has "
                        + "not is null. Each commit writes at least one file for each partition it has rows of, so few and large "
                        + "partitions are best. Tables that exist, and rejects tables, stay without. By default there are none.",
                GROUP,
                4,
                Width.LONG,
                "Partition by");
    }

    private static void requirePartitioning(String text) {
        for (String name : Partitioning.parse(text, () -> 0).names()) {
            if (RecordShape.OWN_COLUMNS.contains(name) || RawShape.hasColumn(name)) {
                throw new IllegalArgumentException("names the column '" + name + "', which is one of the sink's own");
            }
        }
    }

    /** @throws IllegalArgumentException if it is no list of columns */
    static List<List<String>> columns(String text) {
        List<List<String>> columns = new ArrayList<>();
        if (text.isBlank()) {
            return columns;
        }
        for (String column : text.split(",", -1)) {
            List<String> path = List.of(column.strip().split("\\.", -1));
            if (path.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(
                        "names the column '" + column.strip() + "', a name of which is empty");
            }
            columns.add(path);
        }
        if (columns.size() > MAX_CLUSTER_COLUMNS) {
            throw new IllegalArgumentException("names more than " + MAX_CLUSTER_COLUMNS + " columns");
        }
        return columns;
    }
}
