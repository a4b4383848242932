// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.sink.Replay;
import dev.alluvium.verify.Outcome;
import dev.alluvium.verify.TableVerdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Rejects of a real task on a real table, before the rules are changed and after. */
class ReplayCommandTest {
    @TempDir
    Path directory;

    private final Topic orders = new Topic("orders");
    private final Map<String, String> settings = new HashMap<>();

    private record Answer(int exitCode, String out, String err) {}

    @BeforeEach
    void configure() {
        settings.putAll(Map.of(
                "name", "bronze",
                "topics", "orders",
                "delta.warehouse", directory.resolve("bronze").toString(),
                "delta.commit.interval.ms", "100",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "transforms", "gate",
                "transforms.gate.type", "dev.alluvium.connect.quality.QualityGate$Value",
                "transforms.gate.reject.via", "headers",
                "transforms.gate.on.violation", "reject"));
        settings.putAll(Map.of(
                "transforms.gate.rules", "quantity",
                "transforms.gate.rule.quantity.check", "range",
                "transforms.gate.rule.quantity.field", "quantity",
                "transforms.gate.rule.quantity.min", "1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writesWhatPassesTheRulesOfTodayAndNothingTwice(boolean hasSchemas) throws Exception {
        settings.put("value.converter.schemas.enable", String.valueOf(hasSchemas));
        // The last ones are above the table's own txn.
        produce(hasSchemas, 1, 0, -5, 2, 0);
        run(5);
        assertThat(verdict().rows()).isEqualTo(2);

        String newRule = "transforms.gate.rule.quantity.min=0";
        assertThat(replay(newRule))
                .isEqualTo(new Answer(
                        0,
                        "orders__rejects@1: 3 rejected by quality gates, 0 in the table already, 2 to be replayed (run again "
                                + "with --apply), 1 rejected today as well.\n",
                        ""));
        assertThat(verdict().rows()).as("nothing is written unless it is said").isEqualTo(2);

        assertThat(replay(newRule, "--apply").out()).contains("0 in the table already, 2 replayed, 1 rejected today");
        assertWhole(4);
        assertThat(verdict().notes()).contains("2 rows were rejected first and replayed later (_replayed_from)");
        assertThat(replay(newRule, "--apply").out()).contains("2 in the table already, 0 replayed, 1 rejected today");
        assertWhole(4);

        // The connector goes on, by the new rule, and knows nothing of it.
        settings.put("transforms.gate.rule.quantity.min", "0");
        produce(hasSchemas, 0, 7);
        run(5, 7);
        assertWhole(6);
        assertThat(log()).contains("_replayed_from");
    }

    @Test
    void oneOfTwoWhoReplayAtOnceLooksAgain() throws Exception {
        produce(true, 1, 0);
        run(2);
        Replay one = new Replay(settings, "orders", orders.partition(), 0, "orders__rejects@0");
        Replay other = new Replay(settings, "orders", orders.partition(), 0, "orders__rejects@0");
        List<SinkRecord> records = new ArrayList<>();
        new RejectsTable(new ConnectorSettings(settings).hadoop(), "file:" + directory + "/bronze/orders__rejects")
                .rows(row -> true)
                .forEach(row -> records.add(new RejectedRecords().of(row)));
        one.look();
        other.look();

        assertThat(other.append(records)).isTrue();
        assertThat(one.append(records))
                .as("it has not seen what the other wrote")
                .isFalse();
        assertWhole(2);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(replay("a=b")).satisfies(answer -> {
            assertThat(answer.exitCode()).isEqualTo(2);
            assertThat(answer.err())
                    .startsWith("rejects: the table of rejects file:")
                    .contains("cannot be read");
        });
    }

    private void produce(boolean hasSchemas, int... quantities) {
        for (int quantity : quantities) {
            String payload = "{\"quantity\":" + quantity + ",\"name\":null}";
            orders.produce(
                    hasSchemas
                            ? "{\"schema\":{\"type\":\"struct\",\"name\":\"Order\",\"fields\":[{\"field\":\"quantity\",\"type\":\"int32\"},"
                                    + "{\"field\":\"name\",\"type\":\"string\",\"optional\":true}]},\"payload\":"
                                    + payload + "}"
                            : payload);
        }
    }

    private void run(long end) {
        run(0, end);
    }

    private void run(long from, long end) {
        try (RunningTask task = new RunningTask(new ConnectorSettings(settings), orders).from(orders, from)) {
            task.until(() -> task.acknowledged(orders) == end);
        }
    }

    private Answer replay(String set, String... more) throws IOException {
        Path config = directory.resolve("connector.json");
        new ObjectMapper().writeValue(config.toFile(), settings);
        List<String> arguments =
                new ArrayList<>(List.of("replay", "--config", config.toString(), "--table", "orders", "--set", set));
        arguments.addAll(List.of(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                RejectsCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Answer(line.execute(arguments.toArray(String[]::new)), out.toString(), err.toString());
    }

    private void assertWhole(long rows) {
        assertThat(verdict().faults()).isEmpty();
        assertThat(verdict().outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(verdict().rows()).isEqualTo(rows);
    }

    private TableVerdict verdict() {
        return new SinkTable(directory.resolve("bronze/orders")).verdict();
    }

    private String log() throws IOException {
        StringBuilder log = new StringBuilder();
        try (var files = Files.newDirectoryStream(directory.resolve("bronze/orders/_delta_log"), "*.json")) {
            for (Path file : files) {
                log.append(Files.readString(file));
            }
        }
        return log.toString();
    }
}
