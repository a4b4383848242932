// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.quality.check.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

class QualityDocsTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "quality.md");
    private static final String BEGIN = "## Settings\n";

    /** Writes the tables instead when run with {@code -Dalluvium.docs.write=true}. */
    @Test
    void thePageHasTheSettingsThatTheCodeHas() throws IOException {
        String page = Files.readString(PAGE);
        String written = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + tables();
        if (Boolean.getBoolean("alluvium.docs.write")) {
            Files.writeString(PAGE, written);
        }

        assertThat(PAGE)
                .as(
                        "docs/quality.md is stale: run mvn -pl connect-quality-smt -am test -Dtest=QualityDocsTest -Dsurefire.failIfNoSpecifiedTests=false "
                                + "-Dalluvium.docs.write=true, and commit it")
                .hasContent(written);
    }

    @Test
    void thePageTellsOfEachActionAndOfTheHeaders() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(Arrays.stream(Action.values())
                        .map(action -> "`" + action + "`")
                        .toList())
                .contains(Verdict.VERDICT, Verdict.RULES, Verdict.FIELDS);
    }

    private static String tables() {
        Map<String, ConfigDef> transforms = new LinkedHashMap<>();
        transforms.put("QualityGate", QualityGate.CONFIG_DEF);
        transforms.put("Protect", Protect.CONFIG_DEF);
        transforms.put("Deduplicate", Deduplicate.CONFIG_DEF);
        transforms.put("LogLine", LogLine.CONFIG_DEF);
        StringBuilder tables = new StringBuilder();
        transforms.forEach((name, def) -> {
            tables.append("\n### ").append(name).append("\n\n| Key | Default | Meaning |\n|---|---|---|\n");
            def.configKeys().values().stream()
                    .sorted(Comparator.comparing((ConfigKey key) -> def.groups().indexOf(key.group))
                            .thenComparingInt(key -> key.orderInGroup))
                    .forEach(key -> tables.append("| `%s` | %s | %s |%n"
                            .formatted(
                                    key.name,
                                    defaultOf(key),
                                    key.documentation.replace("|", "\\|").replace("<", "\\<"))));
        });
        return tables.toString();
    }

    private static String defaultOf(ConfigKey key) {
        return !key.hasDefault()
                ? "to be given"
                : key.defaultValue == null || key.defaultValue.equals("") ? "" : "`" + key.defaultValue + "`";
    }
}
