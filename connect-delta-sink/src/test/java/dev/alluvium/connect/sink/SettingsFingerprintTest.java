// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsFingerprintTest {
    private static final Map<String, String> SETTINGS =
            Map.of("topics", "a,b", "transforms", "route", "transforms.route.regex", "(.*)");

    @Test
    void staysTheSameForTheSameSettings() {
        assertThat(SettingsFingerprint.of(SETTINGS))
                .hasSize(16)
                .isEqualTo(SettingsFingerprint.of(new HashMap<>(SETTINGS)))
                .isEqualTo("04ab60da4e3fb677");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delta.table.name.template",
                "delta.table.topic.regex",
                "delta.table.map",
                "delta.table.layout",
                "delta.reject.mode",
                "delta.reject.table",
                "transforms",
                "transforms.route.regex",
                "predicates",
                "predicates.isTombstone.type",
                "key.converter",
                "value.converter",
                "value.converter.schemas.enable",
                "header.converter"
            })
    void changesWithWhateverDecidesOnRows(String key) {
        assertThat(SettingsFingerprint.of(with(key, "other"))).isNotEqualTo(SettingsFingerprint.of(SETTINGS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "topics",
                "topics.regex",
                "tasks.max",
                "delta.commit.interval.ms",
                "hadoop.fs.gs.project.id",
                "transformsX",
                "value.converter.schema.registry.basic.auth.user.info"
            })
    void doesNotChangeWithTheRest(String key) {
        assertThat(SettingsFingerprint.of(with(key, "other"))).isEqualTo(SettingsFingerprint.of(SETTINGS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"transforms.gate.contract", "transforms.gate.rule.state.values.file"})
    void changesWithWhatStandsInAFileThatATransformReads(String key, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("file");
        Map<String, String> settings = Map.of(
                "transforms",
                "gate",
                "transforms.gate.type",
                "dev.alluvium.connect.quality.QualityGate$Value",
                key,
                file.toString());
        String absent = SettingsFingerprint.of(settings);
        Files.writeString(file, "new");
        String present = SettingsFingerprint.of(settings);
        Files.writeString(file, "paid");

        assertThat(List.of(absent, present, SettingsFingerprint.of(settings))).doesNotHaveDuplicates();
    }

    @Test
    void tellsKeysFromValues() {
        assertThat(SettingsFingerprint.of(Map.of("transforms.a", "bc")))
                .isNotEqualTo(SettingsFingerprint.of(Map.of("transforms.ab", "c")));
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> changed = new HashMap<>(SETTINGS);
        changed.put(key, value);
        return changed;
    }
}
