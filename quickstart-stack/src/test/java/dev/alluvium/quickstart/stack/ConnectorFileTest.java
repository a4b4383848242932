// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectorFileTest {
    private static final Path CONFIGS = Path.of("..", "connector-configs");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)}");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(CONFIGS)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isNamedLikeItsConnector(Path file) {
        assertThat(file.getFileName()).hasToString(ConnectorFile.read(file).name() + ".json");
    }

    @ParameterizedTest
    @MethodSource("files")
    void asksOnlyForVariablesThatWorkersHandOut(Path file) throws IOException {
        Matcher variables = VARIABLE.matcher(Files.readString(file));

        assertThat(variables.results().map(found -> found.group(1)))
                .allMatch(name -> name.startsWith("ALLUVIUM_") || name.startsWith("SHOP_"))
                .isNotEmpty();
    }

    @Test
    void leavesTheTableNameToTheSinkAndTheWarehouseToTheWorker() throws IOException {
        Map<String, String> config =
                ConnectorFile.read(CONFIGS.resolve("shop-delta-sink.json")).config();
        try (EnvVarConfigProvider env = new EnvVarConfigProvider(Map.of("ALLUVIUM_WAREHOUSE", "file:/lake"))) {
            env.configure(Map.of("allowlist.pattern", "^(ALLUVIUM|SHOP)_.*"));

            Map<String, String> seen =
                    new ConfigTransformer(Map.of("env", env)).transform(config).data();

            assertThat(seen)
                    .containsEntry("delta.warehouse", "file:/lake")
                    .containsEntry("delta.table.name.template", "shop_${topic[-1]}");
        }
    }

    @Test
    void saysWhatIsMissing(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.json"), "{\"config\": {}}");

        assertThatThrownBy(() -> ConnectorFile.read(file))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("x.json needs a \"name\"");
    }
}
