// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The properties that new tables are given, as the user's keys name them. Of Delta's own, only those that change nothing in
 * what every reader and this sink can do with the table.
 */
final class TableProperties {
    static final String PREFIX = "delta.table.properties.";
    private static final String DELTA = "delta.";

    private static final Pattern BOOLEAN = Pattern.compile("true|false");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,12}[A-Za-z]{0,2}");
    private static final Pattern INTERVAL = Pattern.compile("interval [0-9]{1,9} (?:second|minute|hour|day|week)s?");
    private static final Pattern TEXT = Pattern.compile(".*");

    private static final Map<String, Pattern> ALLOWED = Map.ofEntries(
            Map.entry("delta.appendOnly", BOOLEAN),
            Map.entry("delta.autoOptimize.autoCompact", TEXT),
            Map.entry("delta.autoOptimize.optimizeWrite", BOOLEAN),
            Map.entry("delta.checkpoint.writeStatsAsJson", BOOLEAN),
            Map.entry("delta.checkpoint.writeStatsAsStruct", BOOLEAN),
            Map.entry("delta.checkpointInterval", NUMBER),
            Map.entry("delta.dataSkippingNumIndexedCols", NUMBER),
            Map.entry("delta.deletedFileRetentionDuration", INTERVAL),
            Map.entry("delta.enableExpiredLogCleanup", BOOLEAN),
            Map.entry("delta.isolationLevel", Pattern.compile("Serializable|WriteSerializable")),
            Map.entry("delta.logRetentionDuration", INTERVAL),
            Map.entry("delta.randomizeFilePrefixes", BOOLEAN),
            Map.entry("delta.randomPrefixLength", NUMBER),
            Map.entry("delta.targetFileSize", SIZE),
            Map.entry("delta.tuneFileSizesForRewrites", BOOLEAN));

    private TableProperties() {}

    /** @param props all of the connector's; those of others are passed over */
    static Map<String, String> of(Map<String, String> props) {
        Map<String, String> found = new TreeMap<>();
        props.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                found.put(key.substring(PREFIX.length()), value);
            }
        });
        return found;
    }

    /** What is wrong with a key that begins with {@link #PREFIX}, and its value. */
    static Optional<String> faultOf(String key, String value) {
        String property = key.substring(PREFIX.length());
        if (property.isEmpty()) {
            return Optional.of(key + " names no property: write one behind it, as in " + PREFIX + "team");
        }
        if (!property.startsWith(DELTA)) {
            return Optional.empty();
        }
        Pattern form = ALLOWED.get(property);
        if (form == null) {
            return Optional.of(
                    key + " is not among those of Delta's properties that leave a table readable for all and "
                            + "writable for this sink: " + new TreeSet<>(ALLOWED.keySet())
                            + ". Set it by ALTER TABLE if you must");
        }
        return form.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(key + " is not of the form " + form + ", which Delta would not read");
    }
}
