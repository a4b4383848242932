// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.quality.BundleVersion;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs the archive into an empty plugin path and looks at it as a worker would. */
final class PluginPathIT {
    private static final long TOOL_TIMEOUT_S = 600;

    @TempDir
    private static Path pluginPath;

    private static Path lib;

    @BeforeAll
    static void install() throws IOException {
        try (PluginZip zip = new PluginZip()) {
            lib = zip.installInto(pluginPath).resolve("lib");
        }
    }

    @Test
    void isLoadableUnderServiceLoading() throws IOException, InterruptedException {
        List<String> lines = listPlugins();

        List<String> header = List.of(lines.get(0).split("\t", -1));
        List<List<String>> ours = lines.stream()
                .map(line -> List.of(line.split("\t", -1)))
                .filter(row -> row.get(header.indexOf("pluginName")).equals(DeltaSinkConnector.class.getName()))
                .toList();
        assertThat(ours).singleElement().satisfies(row -> {
            assertThat(row.get(header.indexOf("pluginVersion"))).isEqualTo(BundleVersion.version());
            assertThat(row.get(header.indexOf("pluginType"))).isEqualTo("sink");
            assertThat(row.get(header.indexOf("isLoadable"))).isEqualTo("true");
            assertThat(row.get(header.indexOf("hasManifest"))).isEqualTo("true");
            assertThat(row.get(header.indexOf("pluginLocation")))
                    .isEqualTo(lib.getParent().toString());
        });
        List<String> plugins = new ArrayList<>(PluginZip.TRANSFORMS);
        plugins.addAll(PluginZip.PREDICATES);
        plugins.add(DeltaSinkConnector.class.getName());
        assertThat(lines)
                .filteredOn(line -> line.contains(pluginPath.toString()))
                .extracting(line -> line.split("\t", -1)[header.indexOf("pluginName")])
                .containsExactlyInAnyOrderElementsOf(plugins);
    }

    /** With the JDK, Connect's own classes and the archive, and nothing else. */
    @Test
    void findsEveryClassItNames() throws IOException, ReflectiveOperationException {
        int classes = 0;
        try (URLClassLoader plugin = plugin()) {
            for (String name : ownClasses()) {
                Class<?> ours = Class.forName(name, true, plugin);
                assertThat(ours.getClassLoader()).isSameAs(plugin);
                // Both resolve the types of every signature, and fail where one is missing.
                assertThat(ours.getDeclaredMethods()).isNotNull();
                assertThat(ours.getDeclaredFields()).isNotNull();
                classes++;
            }
        }
        assertThat(classes).isGreaterThan(30);
    }

    /** delta-storage asks for Guava only when a race is lost on an object store: too late to find it missing. */
    @Test
    void bringsWhatDeltaNeedsOnObjectStores() throws IOException, ReflectiveOperationException {
        try (URLClassLoader plugin = plugin()) {
            for (String name :
                    List.of("com.google.common.base.Throwables", "com.google.common.io.CountingOutputStream")) {
                assertThat(Class.forName(name, true, plugin).getClassLoader()).isSameAs(plugin);
            }
        }
    }

    private static URLClassLoader plugin() throws IOException {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(lib)) {
            for (Path jar : found) {
                jars.add(jar.toUri().toURL());
            }
        }
        return new URLClassLoader(jars.toArray(URL[]::new), new WorkerClasses());
    }

    private static List<String> ownClasses() throws IOException {
        List<String> classes = new ArrayList<>();
        for (String ours : List.of("connect-delta-sink", "connect-quality-smt", "data-contract")) {
            Path own = lib.resolve(ours + "-" + BundleVersion.version() + ".jar");
            try (JarFile jar = new JarFile(own.toFile())) {
                jar.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(".class"))
                        .map(name -> name.substring(0, name.length() - ".class".length())
                                .replace('/', '.'))
                        .forEach(classes::add);
            }
        }
        return classes;
    }

    /** Runs Kafka's own tool in a JVM that knows Kafka, but none of the plugin's classes. */
    private static List<String> listPlugins() throws IOException, InterruptedException {
        Path output = Files.createTempFile(pluginPath.getParent(), "plugins", ".tsv");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // A quarter of the machine, as by default, may be more than we are allowed to use.
                        "-Xmx512m",
                        "-cp",
                        kafkaClassPath(),
                        "org.apache.kafka.tools.ConnectPluginPath",
                        "list",
                        "--plugin-path",
                        pluginPath.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(tool.waitFor(TOOL_TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
            assertThat(tool.exitValue()).isZero();
            return Files.readAllLines(output, StandardCharsets.UTF_8);
        } finally {
            tool.destroyForcibly();
            Files.delete(output);
        }
    }

    private static String kafkaClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> Stream.of("io/delta", "org/apache/hadoop", "org/apache/parquet", "connect-delta-sink")
                        .noneMatch(entry.replace(File.separatorChar, '/')::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What a worker gives to a plugin's class loader. */
    private static final class WorkerClasses extends ClassLoader {
        WorkerClasses() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.apache.kafka.") || name.startsWith("org.slf4j.")) {
                return PluginPathIT.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name + " is neither in the archive nor given by a worker");
        }
    }
}
