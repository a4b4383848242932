// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The directory that holds all tables, in the one form that the rest of the sink knows: with a scheme, without a slash at
 * its end, and made only of characters that mean the same whether they are taken for a path or for a URI.
 */
record WarehouseUri(String value) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/:@._~+,=-]+");
    private static final Pattern PASSWORD = Pattern.compile("[^/]*//[^/@]*:[^/]*@.*");
    private static final Set<String> OF_BUCKETS = Set.of("gs", "s3", "s3a", "s3n", "abfs", "abfss", "wasb", "wasbs");

    /** @throws IllegalArgumentException saying what to write instead */
    static WarehouseUri parse(String text) {
        if (PASSWORD.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must not carry a password: give credentials by hadoop.* keys, through a config provider");
        }
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a URI such as gs://bucket/bronze or an absolute path, made of "
                    + "letters, digits and / : @ . _ ~ + , = - only, without spaces and %");
        }
        URI uri = absolute(text);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.isOpaque()) {
            throw new IllegalArgumentException("must have a slash after '" + scheme + ":', as in file:/data/bronze");
        }
        String path = Objects.requireNonNullElse(uri.getPath(), "");
        if (path.startsWith("/..")) {
            throw new IllegalArgumentException("must not leave the root by '..'");
        }
        return new WarehouseUri(scheme + ":" + place(scheme, uri.getAuthority(), withoutLastSlash(path)));
    }

    private static URI absolute(String text) {
        try {
            URI uri = new URI(text).normalize();
            if (uri.getScheme() != null) {
                return uri;
            }
            if (text.startsWith("/") && !text.startsWith("//")) {
                return new URI("file:" + text).normalize();
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("cannot be read as a URI: " + e.getReason(), e);
        }
        throw new IllegalArgumentException(
                "must begin with a scheme, as in gs://bucket/bronze, or be an absolute path, as in /data/bronze");
    }

    private static String place(String scheme, String authority, String directory) {
        if (authority == null && OF_BUCKETS.contains(scheme)) {
            throw new IllegalArgumentException(
                    "must name a bucket or container after two slashes: " + scheme + "://...");
        }
        if (authority != null && scheme.equals("gs")) {
            BucketName.check(authority);
        }
        if (authority == null && directory.isEmpty()) {
            throw new IllegalArgumentException("must name a directory below the root");
        }
        if (authority != null && scheme.equals("file")) {
            throw new IllegalArgumentException("must not name a host with the scheme 'file': write file:/data/bronze");
        }
        return authority == null ? directory : "//" + authority + directory;
    }

    private static String withoutLastSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
