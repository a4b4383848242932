// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.stack.StackFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code connector-configs} is what its connector can be told, and its README tells of it. */
class ConnectorConfigsIT {
    private static final Path CONFIGS = Cluster.config("any").getParent();
    private static final Pattern VARIABLE = Pattern.compile("`((?:SHOP|ALLUVIUM)_[A-Z_]+)`");
    private static final Pattern FILE = Pattern.compile("`([a-z-]+\\.json)`");

    private static ConnectorDefinitions definitions;
    private static ConnectorFileCheck check;

    @TempDir
    private Path directory;

    @BeforeAll
    static void define() throws IOException {
        definitions = new ConnectorDefinitions(StackFiles.locate());
        check = new ConnectorFileCheck(definitions);
    }

    @AfterAll
    static void close() throws IOException {
        definitions.close();
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(CONFIGS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsWhatItsConnectorCanBeTold(Path file) {
        assertThat(check.faults(file)).as("%s", file.getFileName()).isEmpty();
    }

    @Test
    void theReadmeTellsOfEachFileAndOfNoOther() throws IOException {
        assertThat(inReadme(FILE))
                .isEqualTo(files().stream()
                        .map(file -> file.getFileName().toString())
                        .collect(Collectors.toSet()));
    }

    @Test
    void theReadmeTellsOfEachVariableAndOfNoOther() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : files()) {
            ConnectorFileCheck.variables(file).forEach(used::add);
        }
        assertThat(inReadme(VARIABLE)).isEqualTo(used);
    }

    @Test
    void aMisspeltKeyIsFoundInSinksAndSources() throws IOException {
        assertThat(faults("logs-delta-sink", "delta.commit.interval.ms", "delta.comit.interval.ms"))
                .anySatisfy(fault -> assertThat(fault).isEqualTo("delta.comit.interval.ms: nobody knows it"));
        assertThat(faults("shop-delta-sink", "consumer.override.metadata.max.age.ms", "consumer.override.metadata.age"))
                .containsExactly("consumer.override.metadata.age: nobody knows it");
        assertThat(faults("shop-postgres-source", "snapshot.mode", "snapshot.mod"))
                .containsExactly("snapshot.mod: nobody knows it");
        assertThat(faults("shop-mysql-source", "schema.history.internal.kafka.topic", "schema.history.topic"))
                .containsExactly("schema.history.topic: nobody knows it");
        assertThat(faults("shop-mysql-source", "topic.creation.schemas.include", "topic.creation.schema.include"))
                .containsExactly("topic.creation.schema.include: nobody knows it");
        assertThat(faults("shop-mariadb-source", "driver.yearIsDateType", "driver.yearIsDate"))
                .containsExactly("driver.yearIsDate: nobody knows it");
    }

    @Test
    void aValueThatIsNoneIsFound() throws IOException {
        assertThat(faults("logs-delta-sink", "\"2000\"", "\"soon\""))
                .anySatisfy(fault -> assertThat(fault).startsWith("delta.commit.interval.ms: "));
        assertThat(faults("shop-postgres-source", "\"100\"", "\"often\""))
                .anySatisfy(fault -> assertThat(fault).startsWith("poll.interval.ms: "));
    }

    @Test
    void aValueThatConnectItselfWouldRefuseIsFound() throws IOException {
        assertThat(faults("shop-delta-sink", "\"tasks.max\": \"2\"", "\"tasks.max\": \"0\""))
                .singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("tasks.max: "));
        assertThat(faults("shop-delta-sink", "\"5000\"", "\"-2\""))
                .singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("consumer.override.metadata.max.age.ms: "));
        assertThat(faults("shop-delta-sink", "enable\": \"true\"", "enable\": \"perhaps\""))
                .anySatisfy(fault -> assertThat(fault).startsWith("value.converter.schemas.enable: "));
        assertThat(faults("shop-mysql-source", "default.partitions\": \"3\"", "default.partitions\": \"0\""))
                .singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("topic.creation.default.partitions: "));
    }

    @Test
    void aSecretInTheClearIsFound() throws IOException {
        assertThat(faults("shop-postgres-source", "${env:SHOP_DB_PASSWORD}", "letmein"))
                .containsExactly("database.password: a secret in the clear");
        assertThat(faults(
                        "shop-delta-sink",
                        "\"tasks.max\": \"2\"",
                        "\"tasks.max\": \"2\", \"consumer.override.sasl.jaas.config\": \"letmein\""))
                .containsExactly("consumer.override.sasl.jaas.config: a secret in the clear");
    }

    @Test
    void aFileWithTheNameOfAnotherConnectorIsFound() throws IOException {
        assertThat(faults("logs-delta-sink", "logs-delta-sink", "log-delta-sink"))
                .containsExactly("name: is log-delta-sink");
    }

    private List<String> faults(String name, String right, String wrong) throws IOException {
        String text = Files.readString(Cluster.config(name));
        assertThat(text).contains(right);
        return check.faults(Files.writeString(directory.resolve(name + ".json"), text.replace(right, wrong)));
    }

    private static Set<String> inReadme(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(CONFIGS.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
