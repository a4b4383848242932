// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What gcs-connector is told where the user says nothing else by {@code hadoop.fs.gs.*}. */
final class GcsDefaults {
    /** Tells connectors in one worker apart, each of which reaches a bucket with settings of its own. */
    static final String IDENTITY = "alluvium.gcs.identity";

    private static final String AUTH_TYPE = "fs.gs.auth.type";
    private static final String KEY_FILE = "fs.gs.auth.service.account.json.keyfile";

    private GcsDefaults() {}

    /** @param hadoop what the user set, without prefix */
    static Map<String, String> with(Map<String, String> hadoop) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("fs.gs.impl", GcsFileSystem.class.getName());
        // A new one is made of the same parts, see GcsBucket: Hadoop's cache would hand one connector's to another.
        defaults.put("fs.gs.impl.disable.cache", "true");
        defaults.put(IDENTITY, hash(new TreeMap<>(hadoop).toString()));
        for (String library : new String[] {"io.delta.kernel.logStore", "delta.logStore"}) {
            defaults.put(library + ".gs.impl", GcsLogStore.class.getName());
        }
        defaults.put(AUTH_TYPE, authType(hadoop));
        defaults.put("fs.gs.auth.access.token.provider", GcsKeyTokens.class.getName());
        // One request where two would be sent at the same time, of which one is for nothing.
        defaults.put("fs.gs.status.parallel.enable", "false");
        // No look whether a file is there before it is read: reading tells.
        defaults.put("fs.gs.inputstream.fast.fail.on.not.found.enable", "false");
        // Nobody needs objects that stand for directories, nor looks whether one is in the way.
        defaults.put("fs.gs.implicit.dir.repair.enable", "false");
        defaults.put("fs.gs.create.items.conflict.check.enable", "false");
        // Asks a bucket for its kind before it lists or deletes.
        defaults.put("fs.gs.hierarchical.namespace.folders.enable", "false");
        // A commit is 5 s at the slowest, an upload of 8 MB is not.
        defaults.put("fs.gs.http.read-timeout", "20000");
        defaults.put("fs.gs.application.name.suffix", "-alluvium");
        return defaults;
    }

    private static String authType(Map<String, String> hadoop) {
        if (hadoop.containsKey(KEY_FILE)) {
            return "SERVICE_ACCOUNT_JSON_KEYFILE";
        }
        // Finds a key file by the environment, workload identity and the machine's account alike; the connector's own
        // default finds the last only.
        return hadoop.containsKey(GcsKeyTokens.KEY) ? "ACCESS_TOKEN_PROVIDER" : "APPLICATION_DEFAULT";
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
