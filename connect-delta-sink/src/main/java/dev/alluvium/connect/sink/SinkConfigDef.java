// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.Placeholder;
import dev.alluvium.connect.quality.TextValidator;
import dev.alluvium.connect.sink.core.TableNameTemplate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Every key of the connector, with its type, default, bounds and words. {@code docs/config.md} is generated from it. */
final class SinkConfigDef {
    static final String WAREHOUSE = "delta.warehouse";
    static final String TABLE_NAME_TEMPLATE = "delta.table.name.template";
    static final String LOG_LIBRARY = "delta.log.library";
    static final String CHECKPOINT_INTERVAL_COMMITS = "delta.checkpoint.interval.commits";
    static final String UNAVAILABLE_VALUE_PLACEHOLDER = "delta.unavailable.value.placeholder";
    static final String SCHEMA_EVOLUTION = "delta.schema.evolution";
    static final String COMMIT_INTERVAL_MS = "delta.commit.interval.ms";
    static final String COMMIT_MAX_RECORDS = "delta.commit.max.records";
    static final String COMMIT_MAX_BYTES = "delta.commit.max.bytes";
    static final String TXN_APP_ID = "delta.txn.app.id";
    static final String MEMORY_MAX_BYTES = "delta.memory.max.bytes";
    static final String CLOSE_TIMEOUT_MS = "delta.close.timeout.ms";
    static final String RETRY_TIMEOUT_MS = "delta.retry.timeout.ms";

    private static final String TABLES = "Tables";
    private static final String COMMITS = "Commits";
    private static final String LIMITS = "Limits";
    private static final long MIB = 1024 * 1024;
    private static final long DAY_MS = 86_400_000;

    private SinkConfigDef() {}

    static ConfigDef create() {
        ConfigDef def = new ConfigDef();
        defineTables(def);
        RouteConfigDef.addTo(def);
        TableConfigDef.addTo(def);
        defineCommits(def);
        RestoreConfigDef.addTo(def);
        RejectConfigDef.addTo(def);
        TopicConfigDef.addTo(def);
        defineLimits(def);
        QualityConfigDef.addTo(def);
        ProbeConfigDef.addTo(def);
        return def;
    }

    private static void defineTables(ConfigDef def) {
        def.define(
                WAREHOUSE,
                STRING,
                NO_DEFAULT_VALUE,
                TextValidator.of(
                        WarehouseUri::parse, "a URI with a scheme, such as gs://bucket/bronze, or an absolute path"),
                HIGH,
                "The directory that holds all tables: a URI of any file system that Hadoop knows, or an absolute path "
                        + "on a disk that all workers share. It has no default. Changing it on a running connector "
                        + "begins new tables there, with the records that follow the group's offsets.",
                TABLES,
                1,
                Width.LONG,
                "Warehouse");
        def.define(
                TABLE_NAME_TEMPLATE,
                STRING,
                "${topic}",
                TextValidator.of(
                        TableNameTemplate::parse,
                        "text with placeholders, in parts between slashes that begin with a letter or a digit"),
                HIGH,
                "Which table below the warehouse a record goes to. ${topic} stands for the whole topic, ${topic[0]} for "
                        + "its first part between points, ${topic[-1]} for its last; ${1} or ${group:name} for a group of "
                        + "delta.table.topic.regex; ${header:name}, ${field:after.shop}, ${key:id} and ${key} for what the "
                        + "record holds there. ${field:after.shop|before.shop:-none} takes the first that is there, or "
                        + "else none. The default gives every topic a table of its own name. Change it to sort tables into "
                        + "directories, or to put several topics into one table. A record that lacks what the template "
                        + "asks for goes where delta.reject.mode says.",
                TABLES,
                2,
                Width.LONG,
                "Table name template");
        def.define(
                LOG_LIBRARY,
                STRING,
                "kernel",
                ValidString.in("kernel", "standalone"),
                LOW,
                "The library that reads and writes the Delta log. The default, kernel (Delta Kernel), also appends to "
                        + "tables on which other engines turned on newer features. standalone (Delta Standalone, no "
                        + "longer maintained by its makers) works with tables at protocol (1,2) only: choose it if your "
                        + "house has standardised on it. It may be changed at any restart.",
                TABLES,
                3,
                Width.SHORT,
                "Delta log library");
        def.define(
                CHECKPOINT_INTERVAL_COMMITS,
                INT,
                100,
                new NumberValidator(1, 10_000),
                LOW,
                "How many versions of a table may come between two checkpoints. The default keeps readers from "
                        + "replaying more than a hundred commits. Lower it if readers open tables slowly, raise it if "
                        + "tables with very many files make checkpoints large.",
                TABLES,
                4,
                Width.SHORT,
                "Checkpoint interval");
        def.define(
                UNAVAILABLE_VALUE_PLACEHOLDER,
                STRING,
                Placeholder.DEFAULT,
                TextValidator.of(Placeholder::of, "a text that is not empty, or hex: and bytes in hex digits"),
                LOW,
                "What Debezium delivers in place of a large column that an update left alone. The rows keep it, and "
                        + "their column _unavailable names the fields that hold it. The default is Debezium's own. Set "
                        + "it to the unavailable.value.placeholder of the source if that is another one.",
                TABLES,
                5,
                Width.MEDIUM,
                "Unavailable value placeholder");
        def.define(
                SCHEMA_EVOLUTION,
                STRING,
                "evolve",
                ValidString.in("evolve", "rescue", "strict"),
                MEDIUM,
                "What happens to a field that its table cannot hold as it is. The default, evolve, adds the columns that a "
                        + "table lacks; what clashes with a column it has (another type, a name that differs only in "
                        + "case), or does not fit into it, goes with its path into the row's _rescued column, as JSON. "
                        + "rescue does the same without adding any: choose it for tables whose columns others decide. "
                        + "strict adds columns, but fails where a value would have to be rescued. It may be changed at "
                        + "any restart.",
                TABLES,
                6,
                Width.SHORT,
                "Schema evolution");
    }

    private static void defineCommits(ConfigDef def) {
        def.define(
                COMMIT_INTERVAL_MS,
                LONG,
                60_000L,
                new NumberValidator(100, DAY_MS),
                HIGH,
                "The longest that a row waits for its commit; on average it is half of it, as all tasks of a worker commit "
                        + "a table at the same moments. The default makes rows visible within about a minute. Lower it for fresher "
                        + "tables, raise it for fewer and larger files: each commit writes at least one file per table and task. "
                        + "While commits of several workers are in each other's way, those of a table are up to eight times as "
                        + "far apart.",
                COMMITS,
                1,
                Width.MEDIUM,
                "Commit interval");
        def.define(
                COMMIT_MAX_RECORDS,
                LONG,
                1_000_000L,
                NumberValidator.atLeast(1),
                MEDIUM,
                "Commits a table as soon as this many rows wait in it, however young they are. Lower the default of a "
                        + "million if a restart must have less to read again; otherwise leave it to bytes and interval.",
                COMMITS,
                2,
                Width.MEDIUM,
                "Rows per commit");
        def.define(
                COMMIT_MAX_BYTES,
                LONG,
                128 * MIB,
                NumberValidator.atLeast(MIB),
                MEDIUM,
                "Commits a table as soon as its unfinished files reach about this size, encoded and compressed. The "
                        + "default of 128 MiB suits most query engines. Raise it for very large tables, lower it if the "
                        + "memory of a worker is scarce.",
                COMMITS,
                3,
                Width.MEDIUM,
                "Bytes per commit");
        def.define(
                TXN_APP_ID,
                STRING,
                null,
                TextValidator.of(
                        SinkConfigDef::requireAppId, "any text without blanks at its ends and control characters"),
                MEDIUM,
                "The name under which the tables remember how far each topic-partition has come; by default the name "
                        + "of the connector. Set it when a connector is to be renamed, or when two Kafka clusters hold "
                        + "connectors and topics of the same name that write into one table. Never change it on a "
                        + "running connector: under a new name the tables take replayed records a second time.",
                COMMITS,
                4,
                Width.MEDIUM,
                "Txn application id");
    }

    private static void defineLimits(ConfigDef def) {
        def.define(
                MEMORY_MAX_BYTES,
                LONG,
                256 * MIB,
                NumberValidator.atLeast(16 * MIB),
                MEDIUM,
                "What a task's rows may hold in memory on their way into files, over all of its tables. Beyond it the "
                        + "task pauses its partitions until files are written. Raise the default of 256 MiB for a task "
                        + "with many busy tables; all tasks of a worker share its heap.",
                LIMITS,
                1,
                Width.MEDIUM,
                "Memory per task");
        def.define(
                CLOSE_TIMEOUT_MS,
                LONG,
                3_000L,
                new NumberValidator(0, 600_000),
                LOW,
                "How long a task may take to commit what it holds when partitions are taken from it. What is not "
                        + "committed by then is read again by the next owner, never lost. Keep it below the worker's "
                        + "task.shutdown.graceful.timeout.ms, which is 5000 by default; raise both for slow storage.",
                LIMITS,
                2,
                Width.MEDIUM,
                "Close timeout");
        def.define(
                RETRY_TIMEOUT_MS,
                LONG,
                600_000L,
                new NumberValidator(0, DAY_MS),
                MEDIUM,
                "How long storage may fail before the task does. Until then it tries again, with growing pauses, and "
                        + "takes no more records than its memory allows. Raise the default of ten minutes to sit out "
                        + "longer outages, lower it to hear of them sooner.",
                LIMITS,
                3,
                Width.MEDIUM,
                "Retry timeout");
    }

    private static void requireAppId(String text) {
        if (text.isBlank() || !text.equals(text.strip()) || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "must not be empty, begin or end with a blank, or hold control characters");
        }
    }
}
