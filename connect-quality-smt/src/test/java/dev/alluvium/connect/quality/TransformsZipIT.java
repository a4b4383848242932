// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of the transforms alone, for those who have another sink. */
final class TransformsZipIT {
    private static final Path FILE =
            Path.of(Objects.requireNonNull(System.getProperty("alluvium.plugin.zip"), "set by the build"));
    private static final String VERSION = BundleVersion.version();
    private static final String ROOT = "alluvium-connect-quality-smt-" + VERSION + "/";

    @TempDir
    private Path directory;

    @Test
    void hasWhatTheTransformsNeedAndNothingElse() throws IOException {
        try (ZipFile zip = new ZipFile(FILE.toFile())) {
            assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .containsExactlyInAnyOrder(
                            ROOT + "manifest.json",
                            ROOT + "lib/connect-quality-smt-" + VERSION + ".jar",
                            ROOT + "lib/data-contract-" + VERSION + ".jar",
                            ROOT + "lib/itu-1.14.0.jar",
                            ROOT + "lib/jackson-dataformat-yaml-2.22.4.jar",
                            ROOT + "lib/json-schema-validator-1.5.9.jar",
                            ROOT + "lib/snakeyaml-2.5.jar",
                            ROOT + "lib/re2j-1.8.jar",
                            ROOT + "lib/jackson-annotations-2.22.jar",
                            ROOT + "lib/jackson-core-2.22.4.jar",
                            ROOT + "lib/jackson-databind-2.22.4.jar",
                            ROOT + "doc/LICENSE",
                            ROOT + "doc/NOTICE",
                            ROOT + "doc/README.md",
                            ROOT + "doc/quality.md",
                            ROOT + "doc/licenses/THIRD-PARTY.md",
                            ROOT + "doc/licenses/re2j.txt");
            String manifest = new String(
                    zip.getInputStream(zip.getEntry(ROOT + "manifest.json")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(manifest)
                    .contains("\"version\": \"" + VERSION + "\"", "\"component_types\": [\"transform\"]")
                    .doesNotContain("${");
        }
    }

    /** With the JDK, Connect's own classes and the archive, and nothing else. */
    @Test
    @SuppressWarnings("rawtypes") // As Connect loads them.
    void isFoundByServiceLoadingAndConfigured() throws IOException {
        try (URLClassLoader plugin = new URLClassLoader(jars(), new WorkerClasses())) {
            List<String> found = new ArrayList<>();
            for (Transformation transform : ServiceLoader.load(Transformation.class, plugin)) {
                assertThat(transform.getClass().getClassLoader()).isSameAs(plugin);
                found.add(transform.getClass().getName().replace("dev.alluvium.connect.quality.", ""));
                transform.configure(Map.of("format", "json"));
            }
            assertThat(found)
                    .containsExactly(
                            "Deduplicate$Value",
                            "LogLine$Value",
                            "OtlpJson$Value",
                            "Protect$Key",
                            "Protect$Value",
                            "QualityGate$Key",
                            "QualityGate$Value");
        }
    }

    private URL[] jars() throws IOException {
        List<URL> jars = new ArrayList<>();
        try (ZipFile zip = new ZipFile(FILE.toFile())) {
            for (ZipEntry entry :
                    zip.stream().filter(e -> e.getName().endsWith(".jar")).toList()) {
                Path jar = directory.resolve(Path.of(entry.getName()).getFileName());
                Files.copy(zip.getInputStream(entry), jar);
                jars.add(jar.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }

    /** What a worker lends its plugins: Connect's API, and logging. */
    private static final class WorkerClasses extends ClassLoader {
        WorkerClasses() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.apache.kafka.") || name.startsWith("org.slf4j.")) {
                return Transformation.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
