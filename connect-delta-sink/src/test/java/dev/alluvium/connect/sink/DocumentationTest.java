// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the project's Markdown says that can be looked up: links, files, classes, keys, configurations. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("(?<!\\[[0-9]{1,4})]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern CLASS =
            Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))`|-D(?:it\\.)?test=([A-Z]\\w+)");
    private static final Pattern KEY = Pattern.compile("`(delta\\.[a-z.]+[a-z])(?:=[^`]*)?`");
    private static final Pattern JSON = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadToFiles(Path document) throws IOException {
        assertThat(matches(LINK, document).map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void testsThatAreNamedExist(Path document) throws IOException {
        Set<String> known = testClasses();

        assertThat(matches(CLASS, document).map(test -> test.group(1) == null ? test.group(2) : test.group(1)))
                .filteredOn(name -> !name.equals("XTest"))
                .isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void keysThatAreNamedExist(Path document) throws IOException {
        assertThat(matches(KEY, document).map(key -> key.group(1)))
                // Prefixes, behind which users write names of others.
                .filteredOn(key -> !key.startsWith("delta.table.properties") && !key.startsWith("delta.kafka."))
                .isSubsetOf(SinkConfigDef.create().names());
    }

    @Test
    void configurationsThatAreShownAreValid() throws IOException {
        for (Path document : List.of(ROOT.resolve("README.md"), ROOT.resolve("connect-delta-sink/README.md"))) {
            List<String> shown =
                    matches(JSON, document).map(block -> block.group(1)).toList();
            assertThat(shown).as(document.toString()).isNotEmpty();
            for (String json : shown) {
                assertThat(DeltaSinkConfig.check(config(new ObjectMapper().readTree(json))))
                        .as(json)
                        .flatExtracting(value -> value.errorMessages())
                        .isEmpty();
            }
        }
    }

    private static Map<String, String> config(JsonNode connector) {
        Map<String, String> config =
                new HashMap<>(Map.of("name", connector.path("name").asText()));
        connector
                .path("config")
                .properties()
                .forEach(e -> config.put(e.getKey(), e.getValue().asText()));
        return config;
    }

    private static Stream<MatchResult> matches(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document)).results();
    }

    private static Set<String> testClasses() {
        Set<String> names = new HashSet<>();
        for (String module : List.of(
                "connect-delta-sink",
                "quickstart-stack",
                "reingestion",
                "verification",
                "integration-tests",
                "chaos")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                names.addAll(files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .map(name -> name.substring(0, name.length() - ".java".length()))
                        .collect(Collectors.toSet()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }
}
