// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** What gcs-connector is told, where the user says nothing else by {@code hadoop.fs.gs.*}. */
final class GcsDefaults {
    /** Tells connectors in one worker apart, each of which reaches a bucket with settings of its own. */
    static final String IDENTITY = "alluvium.gcs.identity";

    private static final String AUTH_TYPE = "fs.gs.auth.type";
    private static final String KEY_FILE = "fs.gs.auth.service.account.json.keyfile";
    private static final String OF_KEY_FILE = "SERVICE_ACCOUNT_JSON_KEYFILE";

    private GcsDefaults() {}

    /**
     * What must hold whatever a worker's {@code core-site.xml} says, which is written for Hadoop's programs.
     *
     * @param hadoop what the connector's user set, without prefix
     */
    static Map<String, String> own(Map<String, String> hadoop) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("fs.gs.impl", GcsFileSystem.class.getName());
        // A new one is made of the same parts, see GcsBucket: Hadoop's cache would hand one connector's to another.
        own.put("fs.gs.impl.disable.cache", "true");
        own.put(IDENTITY, hash(new TreeMap<>(hadoop).toString()));
        for (String library : new String[] {"io.delta.kernel.logStore", "delta.logStore"}) {
            own.put(library + ".gs.impl", GcsLogStore.class.getName());
        }
        // A connector's key is the way it authenticates, unless it says otherwise itself.
        if (hadoop.containsKey(KEY_FILE)) {
            own.put(AUTH_TYPE, OF_KEY_FILE);
        } else if (hadoop.containsKey(GcsKeyTokens.KEY)) {
            own.put(AUTH_TYPE, "ACCESS_TOKEN_PROVIDER");
        }
        return own;
    }

    /** What holds where neither the connector's user nor the worker's {@code core-site.xml} says anything. */
    static void complete(Configuration configuration) {
        // Finds a key file by the environment, workload identity and the machine's account alike; the connector's own
        // default finds the last only.
        configuration.setIfUnset(AUTH_TYPE, configuration.get(KEY_FILE) == null ? "APPLICATION_DEFAULT" : OF_KEY_FILE);
        configuration.setIfUnset("fs.gs.auth.access.token.provider", GcsKeyTokens.class.getName());
        // One request where two would be sent at the same time, of which one is for nothing.
        configuration.setIfUnset("fs.gs.status.parallel.enable", "false");
        // No look whether a file is there before it is read: reading tells.
        configuration.setIfUnset("fs.gs.inputstream.fast.fail.on.not.found.enable", "false");
        // Nobody needs objects that stand for directories, nor looks whether one is in the way.
        configuration.setIfUnset("fs.gs.implicit.dir.repair.enable", "false");
        configuration.setIfUnset("fs.gs.create.items.conflict.check.enable", "false");
        // Asks a bucket for its kind before it lists or deletes.
        configuration.setIfUnset("fs.gs.hierarchical.namespace.folders.enable", "false");
        // A commit is 5 s at the slowest, an upload of 8 MB is not.
        configuration.setIfUnset("fs.gs.http.read-timeout", "20000");
        configuration.setIfUnset("fs.gs.application.name.suffix", "-alluvium");
    }

    /** There may be secrets in it. */
    private static String hash(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has it", e);
        }
    }
}
