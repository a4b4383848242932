// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.verify.TestTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {
    private static final String TXN = "bronze/orders@0/0";

    @TempDir
    private Path warehouse;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void endsWithZeroWhereAllIsProven() {
        table("orders").commit().rows("orders", 0, 0, 4).txn(TXN, 4).done();

        assertThat(run(warehouse.resolve("orders").toString())).isZero();
        assertThat(out.toString())
                .contains("orders version 1: 5 rows in 1 files from 1 topic-partitions")
                .contains("    topic-partition  rows  first  last  txn  doubled  gaps  explained")
                .contains("    orders-0            5      0     4    4        0     0          0")
                .endsWith("PROVEN: 5 rows, no gap and no double." + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void endsWithOneWhereRowsAreDoubledOrGapsAreLeft() {
        TestTable table =
                table("orders").commit().rows("orders", 0, 0, 4).txn(TXN, 6).done();

        assertThat(run(table.path())).isEqualTo(1);
        assertThat(out.toString()).contains("not proven: orders-0: 2 offsets").contains("NOT PROVEN: no double");
        assertThat(run(table.path(), "--allow-gaps")).isZero();

        table.commit().rows("orders", 0, 3, 6).txn(TXN, 6).done();

        assertThat(run(table.path())).isEqualTo(1);
        assertThat(out.toString()).contains("BROKEN: orders-0: 2 offsets in more than one row");
    }

    @Test
    void endsWithTwoWhereNothingCanBeFoundOut() {
        assertThat(run(warehouse.resolve("nothing").toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("verify: there is no Delta table at file:");
        assertThat(run("--no-such-option")).isEqualTo(2);
        assertThat(run("--complete", "t")).isEqualTo(2);
        assertThat(run("--threads", "0", "t")).isEqualTo(2);
    }

    @Test
    void findsAllTablesOfADirectoryAndTheirRejects() {
        table("a/orders").commit().rows("orders", 0, 0, 1).txn(TXN, 2).done();
        table("a/orders__rejects").commit().rows("orders", 0, 2, 2).txn(TXN, 2).done();
        table("b").commit().rows("orders", 0, 0, 4).txn(TXN, 4).done();

        assertThat(run(warehouse.toString())).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains(" version ")))
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).contains("/a/orders version"),
                        line -> assertThat(line).contains("/a/orders__rejects version"),
                        line -> assertThat(line).contains("/b version"));
    }

    @Test
    void passesOverTablesThatAreOfNoRecordsUnlessTheyAreNamed() throws IOException {
        Path results = warehouse.resolve("governance/quality_results");
        Files.createDirectories(results.resolve("_delta_log"));
        Files.writeString(
                results.resolve("_delta_log/00000000000000000000.json"),
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n"
                        + "{\"metaData\":{\"id\":\"m\",\"format\":{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":"
                        + "\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[]}\",\"partitionColumns\":[],\"configuration\":{}}}\n");
        assertThat(run(warehouse.toString())).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("verify: none of the tables below")
                .contains("is of records");

        table("orders").commit().rows("orders", 0, 0, 4).txn(TXN, 4).done();
        assertThat(run(warehouse.toString())).isZero();
        assertThat(out.toString()).contains("/orders version").doesNotContain("quality_results");
        assertThat(run(results.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("has no column _kafka");
    }

    @Test
    void takesNamesBelowTheWarehouseOfAConnector() throws IOException {
        table("orders").commit().rows("orders", 0, 0, 4).txn(TXN, 4).done();
        Path config = warehouse.resolve("connector.json");
        Files.writeString(
                config,
                "{\"name\":\"bronze\",\"config\":{\"delta.warehouse\":\"file:" + warehouse
                        + "\",\"hadoop.fs.gs.project.id\":\"p\"}}");

        assertThat(run("--config", config.toString(), "orders")).isZero();
    }

    @Test
    void doesNotGuessWhatAConfigProviderWouldSay() throws IOException {
        Path config = warehouse.resolve("connector.properties");
        Files.writeString(config, "delta.warehouse=${env:WAREHOUSE}\n");

        assertThat(run("--config", config.toString(), "orders")).isEqualTo(2);
        assertThat(err.toString()).contains("delta.warehouse").doesNotContain("WAREHOUSE}");
    }

    @Test
    void tellsProgramsAllOfIt() throws IOException {
        TestTable table =
                table("orders").commit().rows("orders", 0, 0, 4).txn(TXN, 6).done();

        assertThat(run("--json", table.path())).isEqualTo(1);

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("outcome").asText()).isEqualTo("UNPROVEN");
        JsonNode partition = report.path("tables").path(0).path("partitions").path(0);
        assertThat(partition.path("topic").asText()).isEqualTo("orders");
        assertThat(partition.path("rows").asLong()).isEqualTo(5);
        assertThat(partition.path("txn").asLong()).isEqualTo(6);
        assertThat(partition.path("gaps").toString()).isEqualTo("{\"offsets\":2,\"ranges\":1,\"first\":[[5,6]]}");
    }

    private TestTable table(String name) {
        return new TestTable(warehouse.resolve(name));
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = VerifyCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }
}
