// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version that these plugins were built as; the build writes it into a resource beside this class. */
public final class BundleVersion {
    private static final String RESOURCE = "version.properties";
    private static final String VERSION = read();

    private BundleVersion() {}

    public static String version() {
        return VERSION;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = BundleVersion.class.getResourceAsStream(RESOURCE)) {
            properties.load(Objects.requireNonNull(in, RESOURCE + " is missing from the plugin's jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " in the plugin's jar cannot be read", e);
        }
        return Objects.requireNonNull(properties.getProperty("version"), RESOURCE + " holds no version");
    }
}
