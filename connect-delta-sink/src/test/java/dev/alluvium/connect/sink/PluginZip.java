// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.quality.Deduplicate;
import dev.alluvium.connect.quality.HasViolation;
import dev.alluvium.connect.quality.IsDelete;
import dev.alluvium.connect.quality.IsSnapshot;
import dev.alluvium.connect.quality.LogLine;
import dev.alluvium.connect.quality.OtlpJson;
import dev.alluvium.connect.quality.Protect;
import dev.alluvium.connect.quality.QualityGate;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The plugin archive that this build has packed. */
final class PluginZip implements Closeable {
    static final List<String> TRANSFORMS = names(
            Deduplicate.Value.class,
            LogLine.Value.class,
            OtlpJson.Value.class,
            Protect.Key.class,
            Protect.Value.class,
            QualityGate.Key.class,
            QualityGate.Value.class);
    static final List<String> PREDICATES = names(HasViolation.class, IsDelete.class, IsSnapshot.class);

    private final Path file;
    private final ZipFile zip;

    PluginZip() throws IOException {
        file = Path.of(Objects.requireNonNull(System.getProperty("alluvium.plugin.zip"), "set by the build"));
        zip = new ZipFile(file.toFile());
    }

    private static List<String> names(Class<?>... classes) {
        return Stream.of(classes).map(Class::getName).toList();
    }

    String fileName() {
        return file.getFileName().toString();
    }

    /** In the order of the archive. */
    List<? extends ZipEntry> entries() {
        return Collections.list(zip.entries());
    }

    String root() {
        String first = entries().get(0).getName();
        return first.substring(0, first.indexOf('/') + 1);
    }

    /** The files directly in {@code directory}, which is below the root and ends in a slash, by their bare names. */
    List<String> filesIn(String directory) {
        String prefix = root() + directory;
        return entries().stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(prefix) && !name.endsWith("/"))
                .map(name -> name.substring(prefix.length()))
                .filter(name -> name.indexOf('/') < 0)
                .toList();
    }

    String text(String path) throws IOException {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    byte[] bytes(String path) throws IOException {
        try (InputStream in = zip.getInputStream(Objects.requireNonNull(zip.getEntry(root() + path), path))) {
            return in.readAllBytes();
        }
    }

    JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(bytes("manifest.json"));
    }

    /** Unpacks as Confluent's command line does: into {@code <owner>-<name>}, without the archive's own root. */
    Path installInto(Path pluginPath) throws IOException {
        JsonNode manifest = manifest();
        Path target = pluginPath.resolve(manifest.at("/owner/username").asText() + "-"
                + manifest.at("/name").asText());
        String prefix = target.getFileName() + "-" + manifest.at("/version").asText() + "/";
        for (ZipEntry entry : entries()) {
            String name = entry.getName();
            Path path = target.resolve(name.startsWith(prefix) ? name.substring(prefix.length()) : name);
            if (entry.isDirectory()) {
                Files.createDirectories(path);
            } else {
                Files.createDirectories(path.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, path);
                }
            }
        }
        return target;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
