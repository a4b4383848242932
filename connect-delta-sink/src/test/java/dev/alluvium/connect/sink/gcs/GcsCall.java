// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.gcs;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request to the JSON API of Google Cloud Storage, as far as tests care.
 *
 * @param object its name, or the prefix of a list; of the parts of an upload, what was begun is not told
 * @param detail what else matters: a condition, an offset, a range
 */
public record GcsCall(Kind kind, String object, String detail) {
    private static final Pattern OBJECT = Pattern.compile("(?:/download)?/storage/v1/b/[^/]+/o/(.+)");
    private static final Pattern LIST = Pattern.compile("/storage/v1/b/[^/]+/o/?");
    private static final String UPLOAD = "/upload/storage/v1/b/";

    /** What is asked for. */
    public enum Kind {
        /** An object in one request. */
        INSERT,
        /** An upload in parts. */
        BEGIN,
        /** One of its parts. */
        PART,
        /** How much of it has arrived. */
        PROGRESS,
        CANCEL,
        LIST,
        /** The content of an object. */
        READ,
        /** What is known of an object. */
        LOOK,
        DELETE,
        OTHER
    }

    static GcsCall of(String method, URI uri, String contentRange) {
        Map<String, String> query = query(uri);
        String path = uri.getRawPath();
        if (path.startsWith(UPLOAD)) {
            return upload(method, query, contentRange);
        }
        Matcher object = OBJECT.matcher(path);
        if (object.matches() && (method.equals("GET") || method.equals("DELETE"))) {
            boolean media = path.startsWith("/download") || "media".equals(query.get("alt"));
            Kind read = media ? Kind.READ : Kind.LOOK;
            return new GcsCall(method.equals("GET") ? read : Kind.DELETE, decoded(object.group(1)), "");
        }
        if (LIST.matcher(path).matches() && method.equals("GET")) {
            String from = query.getOrDefault("startOffset", "");
            return new GcsCall(Kind.LIST, query.getOrDefault("prefix", ""), from.isEmpty() ? "" : "from " + from);
        }
        return new GcsCall(Kind.OTHER, method + " " + path, "");
    }

    private static GcsCall upload(String method, Map<String, String> query, String contentRange) {
        String name = query.getOrDefault("name", "");
        if (method.equals("POST")) {
            Kind kind = query.getOrDefault("uploadType", "").equals("resumable") ? Kind.BEGIN : Kind.INSERT;
            return new GcsCall(kind, name, "0".equals(query.get("ifGenerationMatch")) ? "if absent" : "");
        }
        if (method.equals("DELETE")) {
            return new GcsCall(Kind.CANCEL, name, "");
        }
        return new GcsCall(contentRange.equals("bytes */*") ? Kind.PROGRESS : Kind.PART, name, contentRange);
    }

    static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                int equals = pair.indexOf('=');
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the directories of the object. */
    @Override
    public String toString() {
        String name = object.substring(object.lastIndexOf('/', object.length() - 2) + 1);
        String told = detail.startsWith("from ") ? "from " + detail.substring(detail.lastIndexOf('/') + 1) : detail;
        return (kind + " " + name + " " + told).strip();
    }
}
