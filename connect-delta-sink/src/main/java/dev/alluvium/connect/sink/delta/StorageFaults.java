// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import dev.alluvium.connect.sink.write.WarehouseProbe.Fault;
import dev.alluvium.connect.sink.write.WarehouseProbe.Subject;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Puts what storage says into words for an operator: blames the setting that it speaks of, and takes out the values of
 * settings, as storage libraries like to repeat what they were given.
 */
final class StorageFaults {
    private static final int MAX_CAUSES = 4;
    private static final int MAX_CHARACTERS = 400;
    private static final int MIN_TELLING_CHARACTERS = 4;
    private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|token|key|credential).*");
    private static final Pattern TELLS_NOTHING = Pattern.compile("true|false|[0-9]{1,5}");

    private final Map<String, String> hadoop;

    /** @param hadoop settings without prefix */
    StorageFaults(Map<String, String> hadoop) {
        this.hadoop = new TreeMap<>(hadoop);
    }

    Fault ofTable(TableName table, UnsupportedTableException cause) {
        return new Fault(Subject.LOG_LIBRARY, "", "Table " + table + ": " + withoutValues(cause.reason()));
    }

    Fault of(String what, Throwable trouble) {
        String said = said(trouble);
        String reason = withoutValues(what + ": " + said);
        for (Map.Entry<String, String> setting : hadoop.entrySet()) {
            boolean named = said.contains(setting.getKey());
            boolean classNamed = isClass(setting.getKey()) && said.contains(setting.getValue());
            if (named || classNamed) {
                return new Fault(Subject.HADOOP, setting.getKey(), reason);
            }
        }
        return new Fault(Subject.WAREHOUSE, "", reason);
    }

    private static String said(Throwable trouble) {
        Set<String> texts = new LinkedHashSet<>();
        Throwable cause = trouble;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            String message = cause.getMessage();
            texts.add(cause.getClass().getSimpleName()
                    + (message == null ? "" : " (" + message.lines().findFirst().orElse("") + ")"));
            cause = cause.getCause();
        }
        return String.join(", by ", texts);
    }

    private String withoutValues(String text) {
        String clean = text;
        for (Map.Entry<String, String> setting : hadoop.entrySet()) {
            String value = setting.getValue();
            boolean secret = SECRET.matcher(setting.getKey()).matches() && !value.isEmpty();
            boolean telling = value.length() >= MIN_TELLING_CHARACTERS
                    && !TELLS_NOTHING.matcher(value).matches();
            if (!isClass(setting.getKey()) && (secret || telling)) {
                clean = clean.replace(value, "[value of " + setting.getKey() + "]");
            }
        }
        return clean.length() <= MAX_CHARACTERS ? clean : clean.substring(0, MAX_CHARACTERS) + "...";
    }

    private static boolean isClass(String key) {
        return key.endsWith(".impl");
    }
}
