// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stack of {@code docker/} as a user starts it: what is written to the databases and to Kafka is read back from
 * {@code gs://} by Trino, which shares no code with the sink.
 */
class ComposeIT {
    private static final List<String> PORTS =
            List.of("POSTGRES", "MYSQL", "KAFKA", "CONNECT", "GCS", "TRINO", "GRAFANA");
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    private static Path directory;

    private static Compose compose;
    private static TrinoClient trino;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> environment = new HashMap<>();
        int base = Ports.free(PORTS.size()).base();
        for (int i = 0; i < PORTS.size(); i++) {
            environment.put(PORTS.get(i) + "_PORT", Integer.toString(base + i));
        }
        compose = new Compose(directory, environment);
        compose.run("--profile=query", "up", "--detach", "--wait", "--build");
        trino = new TrinoClient("http://" + Ports.HOST + ":" + environment.get("TRINO_PORT"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (compose != null) {
            compose.close();
        }
    }

    @Test
    void aRowOfPostgresComesToTheBucket() throws IOException {
        compose.run(
                "exec",
                "-T",
                "postgres",
                "psql",
                "postgresql://shop:shop@127.0.0.1/shop",
                "-c",
                "UPDATE customers SET name = 'Ada Lovelace' WHERE id = 1");

        await(
                "SELECT op, after.name, after.credit FROM lake.bronze.shop_customers WHERE after.id = 1 ORDER BY _kafka.offset",
                "[[\"r\",\"Ada\",\"120.50\"],[\"u\",\"Ada Lovelace\",\"120.50\"]]");
    }

    @Test
    void aRowOfMySqlComesToTheBucket() throws IOException {
        compose.run(
                "exec",
                "-T",
                "mysql",
                "mysql",
                "-h127.0.0.1",
                "-ushop",
                "-pshop",
                "shop",
                "-e",
                "DELETE FROM customers WHERE id = 2");

        await(
                "SELECT op, before.name, after.name FROM lake.bronze.shop_mysql_customers "
                        + "WHERE _kafka.key.id = 2 AND op IS NOT NULL ORDER BY _kafka.offset",
                "[[\"r\",null,\"Edsger\"],[\"d\",\"Edsger\",null]]");
    }

    @Test
    void aLineOfALogComesToTheBucket() throws IOException {
        compose.run(
                "exec",
                "-T",
                "kafka",
                "sh",
                "-c",
                "echo 'disk almost full' | /opt/kafka/bin/kafka-console-producer.sh "
                        + "--bootstrap-server localhost:9092 --topic app-logs");

        await("SELECT value FROM lake.bronze.app_logs", "[[\"disk almost full\"]]");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.alluvium.it.Dashboard#queries")
    void aQueryOfTheDashboardHasAnAnswer(String title, String sql, boolean timeSeries) throws IOException {
        await("SELECT count(*) FROM lake.bronze.shop_orders", "[[1]]");

        TrinoClient.Answer answer = trino.sql(Dashboard.expand(sql, "shop_orders"));

        assertThat(answer.rows()).as(title).isNotEmpty().allSatisfy(row -> assertThat(row)
                .as(title)
                .noneMatch(JsonNode::isNull));
        if (timeSeries) {
            assertThat(answer.columns().get(0).get("name").asText()).as(title).isEqualTo("time");
        }
    }

    @Test
    void everyServiceHasItsLimitsAndIsReachedFromThisMachineOnly() throws IOException {
        JsonNode services = new ObjectMapper()
                .readTree(compose.run("--profile=*", "config", "--format=json"))
                .get("services");

        assertThat(services).hasSizeGreaterThan(8).allSatisfy(service -> {
            assertThat(service.path("mem_limit").asLong()).isPositive();
            assertThat(service.has("healthcheck"))
                    .as("Connect's is in its image")
                    .isEqualTo(!service.has("build"));
            assertThat(service.path("image").asText()).contains(":").doesNotEndWith(":latest");
            assertThat(service.path("ports"))
                    .allSatisfy(
                            port -> assertThat(port.path("host_ip").asText()).isEqualTo(Ports.HOST));
        });
    }

    @Test
    void aMisspeltKeyOfTheComposeFileIsFound() throws IOException {
        String text = Files.readString(Compose.FILES.resolve("compose.yaml"));
        Path misspelt = Files.writeString(directory.resolve("compose.yaml"), text.replace("mem_limit", "mem_limits"));

        assertThatThrownBy(() -> compose.run(misspelt, "config", "--quiet")).hasMessageContaining("mem_limits");
    }

    private static void await(String sql, String rows) {
        String[] lately = {"nothing"};
        Await.until(() -> sql + " gives " + lately[0] + ", and " + rows + " is due", SOON, () -> {
            try {
                lately[0] = trino.sql(sql).rows().toString().replace(", ", ",");
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("does not exist")) {
                    throw new UncheckedIOException(e);
                }
                lately[0] = "no table";
            }
            return lately[0].equals(rows);
        });
    }
}
