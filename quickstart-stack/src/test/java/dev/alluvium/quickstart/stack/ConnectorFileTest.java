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

    /** Of any source. */
    private static final Map<String, String> KEEPING = Map.of(
            "decimal.handling.mode", "precise",
            "skipped.operations", "none");

    /** Bytes stay bytes: their connectors define no key that would change it. */
    private static final Map<String, String> KEEPING_OF_MYSQL = Map.of(
            "time.precision.mode", "adaptive_time_microseconds",
            "enable.time.adjuster", "false",
            "bigint.unsigned.handling.mode", "precise");

    private static final Map<String, Map<String, String>> KEEPING_OF = Map.of(
            "io.debezium.connector.postgresql.PostgresConnector",
            Map.of(
                    "binary.handling.mode", "bytes",
                    "time.precision.mode", "adaptive",
                    "interval.handling.mode", "string",
                    "hstore.handling.mode", "json",
                    "include.unknown.datatypes", "true"),
            "io.debezium.connector.mysql.MySqlConnector",
            KEEPING_OF_MYSQL,
            "io.debezium.connector.mariadb.MariaDbConnector",
            KEEPING_OF_MYSQL);

    static Stream<Path> sources() throws IOException {
        return files().filter(file -> ConnectorFile.read(file)
                .config()
                .getOrDefault("connector.class", "")
                .startsWith("io.debezium."));
    }

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

    @ParameterizedTest
    @MethodSource("files")
    void readsNullsAsNulls(Path file) {
        Map<String, String> config = ConnectorFile.read(file).config();

        if (String.valueOf(config.get("value.converter")).endsWith("JsonConverter")) {
            assertThat(config).containsEntry("value.converter.replace.null.with.default", "false");
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void losesAsLittleAsTheSourceCan(Path file) {
        Map<String, String> config = ConnectorFile.read(file).config();

        assertThat(config).containsAllEntriesOf(KEEPING);
        String connector = config.get("connector.class");
        assertThat(KEEPING_OF).as("settings for a connector of its kind").containsKey(connector);
        assertThat(config).containsAllEntriesOf(KEEPING_OF.get(connector));
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
