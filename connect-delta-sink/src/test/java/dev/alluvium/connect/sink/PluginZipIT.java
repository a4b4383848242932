// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.quality.BundleVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the archive must be for Connect, for Confluent's command line, and for those who build it again. */
final class PluginZipIT {
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.-]*)\\.jar");
    /** To be resolved by the worker, before the connector sees it. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\w+:[^}]*}");

    private static final Pattern THIRD_PARTY = Pattern.compile("\\| (\\S+) \\| (\\S+) \\| .+ \\|");

    private PluginZip zip;

    @BeforeEach
    void open() throws IOException {
        zip = new PluginZip();
    }

    @AfterEach
    void close() throws IOException {
        zip.close();
    }

    @Test
    void hasOneRootNamedAsTheManifestSays() throws IOException {
        JsonNode manifest = zip.manifest();
        String name = manifest.at("/owner/username").asText() + "-"
                + manifest.at("/name").asText() + "-" + manifest.at("/version").asText();

        assertThat(zip.root()).isEqualTo(name + "/");
        assertThat(zip.fileName()).isEqualTo(name + ".zip");
        assertThat(zip.entries())
                .extracting(ZipEntry::getName)
                .allSatisfy(entry -> assertThat(entry).startsWith(name + "/").doesNotContain("..", "\\", "//"));
    }

    @Test
    void hasOneManifestWhereItIsLookedFor() {
        assertThat(zip.entries())
                .extracting(ZipEntry::getName)
                .filteredOn(entry -> entry.endsWith("manifest.json"))
                .containsExactly(zip.root() + "manifest.json");
    }

    @Test
    void hasAFullManifest() throws IOException {
        JsonNode manifest = zip.manifest();

        for (String field : List.of(
                "/name",
                "/version",
                "/title",
                "/description",
                "/owner/name",
                "/owner/url",
                "/support/summary",
                "/support/provider_name",
                "/support/url",
                "/documentation_url",
                "/source_url",
                "/release_date")) {
            assertThat(manifest.at(field).asText()).as(field).isNotBlank().doesNotContain("${");
        }
        assertThat(manifest.at("/version").asText()).isEqualTo(BundleVersion.version());
        assertThat(manifest.at("/owner/username").asText()).matches("[a-z0-9_]{2,255}");
        assertThat(manifest.at("/owner/type").asText()).isEqualTo("organization");
        assertThat(manifest.at("/component_types")).extracting(JsonNode::asText).containsExactly("sink", "transform");
        assertThat(manifest.at("/features/delivery_guarantee"))
                .extracting(JsonNode::asText)
                .containsExactly("exactly_once");
        assertThat(manifest.at("/tags")).isNotEmpty();
        assertThat(manifest.at("/requirements")).isNotEmpty();
    }

    @Test
    void asksForOneLicenceThatCanBeRead() throws IOException {
        assertThat(zip.manifest().at("/license")).singleElement().satisfies(licence -> {
            assertThat(licence.at("/name").asText()).isEqualTo("Apache License, Version 2.0");
            assertThat(licence.at("/url").asText()).isEqualTo("https://www.apache.org/licenses/LICENSE-2.0.txt");
        });
        assertThat(zip.text("doc/LICENSE")).contains("Apache License", "END OF TERMS AND CONDITIONS");
        assertThat(zip.text("doc/NOTICE")).startsWith("Alluvium");
        assertThat(zip.filesIn("doc/")).contains("README.md", "config.md", "quality.md");
    }

    @Test
    void bringsNothingThatTheWorkerHas() {
        assertThat(zip.filesIn("lib/"))
                .noneMatch(
                        jar -> jar.matches(
                                "(connect-(api|json|runtime|transforms|file)|kafka|slf4j|log4j|logback|reload4j|lombok|unitycatalog|scala-reflect).*"));
    }

    @Test
    void bringsEachLibraryOnceAndNamesItsLicence() throws IOException {
        List<String> listed = new ArrayList<>();
        Matcher row = THIRD_PARTY.matcher(zip.text("doc/licenses/THIRD-PARTY.md"));
        while (row.find()) {
            if (!row.group(1).equals("Library")) {
                listed.add(row.group(1) + "-" + row.group(2) + ".jar");
            }
        }
        listed.add("connect-delta-sink-" + BundleVersion.version() + ".jar");
        listed.add("connect-quality-smt-" + BundleVersion.version() + ".jar");
        listed.add("data-contract-" + BundleVersion.version() + ".jar");

        assertThat(zip.filesIn("lib/"))
                .as("lib/ and connect-delta-sink/licenses/THIRD-PARTY.md")
                .containsExactlyInAnyOrderElementsOf(listed)
                .extracting(PluginZipIT::library)
                .doesNotHaveDuplicates();
        assertThat(zip.filesIn("doc/licenses/"))
                .contains("jts.txt", "re2j.txt", "snappy.txt", "zstd-jni.txt", "zstd.txt");
    }

    @Test
    void isFoundByServiceLoading() throws IOException {
        assertThat(services("connect-delta-sink"))
                .containsExactly(Map.entry(
                        "META-INF/services/org.apache.kafka.connect.sink.SinkConnector",
                        DeltaSinkConnector.class.getName() + "\n"));
        assertThat(services("connect-quality-smt"))
                .containsOnly(
                        Map.entry(
                                "META-INF/services/org.apache.kafka.connect.transforms.Transformation",
                                String.join("\n", PluginZip.TRANSFORMS) + "\n"),
                        Map.entry(
                                "META-INF/services/org.apache.kafka.connect.transforms.predicates.Predicate",
                                String.join("\n", PluginZip.PREDICATES) + "\n"));
    }

    private Map<String, String> services(String ours) throws IOException {
        byte[] jar = zip.bytes("lib/" + ours + "-" + BundleVersion.version() + ".jar");
        Map<String, String> services = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().startsWith("META-INF/services/") && !entry.isDirectory()) {
                    services.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return services;
    }

    @Test
    void isTheSameOnEveryMachineAndDay() throws IOException {
        LocalDate day = LocalDate.parse(zip.manifest().at("/release_date").asText());

        assertThat(zip.entries())
                .allSatisfy(entry -> assertThat(entry.getTimeLocal()).isEqualTo(day.atStartOfDay()));
        assertThat(zip.filesIn("lib/").stream().skip(3)).as("after our own").isSorted();
        assertThat(zip.text("manifest.json")).doesNotContain("\r");
    }

    @Test
    void givesExamplesThatAreRight() throws IOException {
        List<Map<String, String>> examples = new ArrayList<>();
        for (String name : zip.filesIn("etc/")) {
            examples.add(name.endsWith(".json") ? json("etc/" + name) : properties("etc/" + name));
        }

        assertThat(examples)
                .filteredOn(example -> DeltaSinkConnector.class.getName().equals(example.get("connector.class")))
                .isNotEmpty()
                .allSatisfy(example -> assertThat(DeltaSinkConfig.check(example))
                        .flatExtracting(value -> value.errorMessages())
                        .isEmpty());
    }

    private Map<String, String> json(String path) throws IOException {
        JsonNode root = new ObjectMapper().readTree(zip.bytes(path));
        Map<String, String> config = new HashMap<>();
        (root.has("config") ? root.get("config") : root)
                .properties()
                .forEach(entry -> config.put(
                        entry.getKey(),
                        REFERENCE.matcher(entry.getValue().asText()).replaceAll("/resolved")));
        return config;
    }

    private Map<String, String> properties(String path) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(zip.text(path)));
        Map<String, String> config = new HashMap<>();
        properties.forEach((key, value) -> config.put((String) key, (String) value));
        return config;
    }

    private static String library(String jar) {
        Matcher matcher = JAR.matcher(jar);
        assertThat(matcher.matches()).as(jar).isTrue();
        return matcher.group(1);
    }
}
