// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    private static final WorkerSettings SETTINGS = new WorkerSettings(
            "group",
            "127.0.0.1:1",
            8083,
            List.of(),
            Path.of("plugins"),
            Path.of("work"),
            Map.of(),
            Map.of(),
            List.of());

    @Test
    void scansForPluginsByTheirManifestsOnly() {
        assertThat(SETTINGS.properties())
                .containsEntry("plugin.discovery", "service_load")
                .containsEntry("plugin.path", "plugins");
    }

    @Test
    void letsConnectorsReadOnlyTheVariablesMeantForThem() {
        Pattern allowed = Pattern.compile(SETTINGS.properties().get("config.providers.env.param.allowlist.pattern"));

        assertThat("ALLUVIUM_WAREHOUSE").matches(allowed);
        assertThat("SHOP_DB_PASSWORD").matches(allowed);
        assertThat("HOME").doesNotMatch(allowed);
        assertThat("AWS_SECRET_ACCESS_KEY").doesNotMatch(allowed);
    }

    @Test
    void takesOverridesLast() {
        WorkerSettings changed = SETTINGS.withOverride("offset.flush.interval.ms", "60000")
                .withOverride("task.shutdown.graceful.timeout.ms", "1")
                .withEnvironment("ALLUVIUM_WAREHOUSE", "file:/lake");

        assertThat(changed.properties())
                .containsEntry("offset.flush.interval.ms", "60000")
                .containsEntry("task.shutdown.graceful.timeout.ms", "1");
        assertThat(changed.environment()).containsExactly(Map.entry("ALLUVIUM_WAREHOUSE", "file:/lake"));
        assertThat(SETTINGS.properties()).containsEntry("offset.flush.interval.ms", "2000");
    }
}
