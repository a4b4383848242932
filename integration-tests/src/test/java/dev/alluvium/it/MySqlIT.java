// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From MySQL and from MariaDB through Debezium: snapshot, stream, a schema change, and a worker that dies in the middle. */
class MySqlIT {
    private static final int SNAPSHOT = 200;
    /** So many that some are in bronze, and some not even in Kafka, when the worker dies. */
    private static final int BEFORE_THE_COLUMN = 3_000;

    private static final int AFTER_THE_COLUMN = 500;
    private static final int LAST = 1_000_000;
    private static final int AFTER_A_FAILOVER = 2_000_000;
    /** Transaction. */
    private static final int ROWS_OF_ONE = 50;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void snapshotAndStreamArriveOnceThroughAKillAndASchemaChange(ShopSource source) throws Exception {
        MySqlFamily family = source.family().orElseThrow();
        String table = source.bronze("orders");
        String schemaTopic = source.schemas().keySet().iterator().next();
        String schemaTable = source.schemas().values().iterator().next();
        try (Cluster cluster = new Cluster()) {
            MySqlDatabase mysql = cluster.startMySql(family);
            mysql.createDatabase(ShopDatabase.NAME);
            cluster.environment(
                    source.environment(mysql.port(), cluster.broker().bootstrapServers()));
            try (Connection connection = mysql.connect(ShopDatabase.NAME);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE orders (id int PRIMARY KEY, amount decimal(12,2) NOT NULL, note text)");
                insert(statement, 0, SNAPSHOT, "");
                ConnectWorker worker = cluster.startWorkerWith(family);
                ConnectRest rest = worker.rest();
                rest.register(Cluster.config(source.connector()));
                rest.register(Cluster.config(source.sink()));
                cluster.awaitRows(table, SNAPSHOT);

                insert(statement, SNAPSHOT, BEFORE_THE_COLUMN, "");
                cluster.awaitRows(table, SNAPSHOT + 1);
                statement.execute("ALTER TABLE orders ADD COLUMN coupon varchar(20) DEFAULT 'none' AFTER id");
                insert(statement, SNAPSHOT + BEFORE_THE_COLUMN, AFTER_THE_COLUMN, "'spring', ");
                worker.kill();
                statement.execute("UPDATE orders SET coupon = NULL, amount = 7.5 WHERE id = 3");
                statement.execute("UPDATE orders SET id = -4 WHERE id = 4");
                statement.execute("DELETE FROM orders WHERE id = 5");
                statement.execute("INSERT INTO orders VALUES (" + LAST + ", 'last', 1, NULL)");
                worker.start();
                worker.awaitReady(Cluster.SOON);
                Await.until("the last order to be in " + table, Cluster.SOON, () -> images(
                                cluster.rows(table), "c", "after")
                        .containsKey(LAST));
                cluster.awaitCaughtUp(source.topic("orders"), table);

                cluster.assertNoGapAndNoDouble(source.topic("orders"), table);
                cluster.assertNoGapAndNoDouble(schemaTopic, schemaTable);
                List<BronzeRow> rows = cluster.rows(table);
                assertThat(rebuilt(rows)).isEqualTo(source(statement));
                changesAreWhole(rows);
                schemaChangesAreTold(cluster.rows(schemaTable));
                eachTransactionHasAnIdAndNoneIsTwice(family, rows);
                aTableMadeLaterIsEmptiedAndFilledAgain(cluster, source.bronze("carts"), statement);
                transactionsAloneTellWhereToGoOn(cluster, rest, source, statement);
            }
        }
    }

    private static void changesAreWhole(List<BronzeRow> rows) {
        assertThat(images(rows, "r", "after")).hasSize(SNAPSHOT);
        // The column came with a default, which also the rows from before it have, and null is not it.
        assertThat(images(rows, "u", "before").get(3)).containsEntry("coupon", "none");
        assertThat(images(rows, "u", "after").get(3)).containsEntry("coupon", null);
        assertThat(images(rows, "c", "after").get(SNAPSHOT + BEFORE_THE_COLUMN)).containsEntry("coupon", "spring");
        // A key that changes is a delete, a tombstone and an insert.
        assertThat(images(rows, "d", "before")).containsOnlyKeys(4, 5);
        assertThat(images(rows, "c", "after")).containsKey(-4);
        assertThat(rows.stream().filter(row -> row.text("op").isEmpty()))
                .as("tombstones")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static void eachTransactionHasAnIdAndNoneIsTwice(MySqlFamily family, List<BronzeRow> rows) {
        String id = family == MySqlFamily.MYSQL ? "[0-9a-f-]{36}:[0-9]+" : "[0-9]+-[0-9]+-[0-9]+";
        Map<String, Set<Object>> places = new TreeMap<>();
        rows.stream()
                .filter(row -> row.text("op").filter(op -> !op.equals("r")).isPresent())
                .flatMap(row -> row.struct("source").stream())
                .forEach(source -> places.computeIfAbsent(String.valueOf(source.get("gtid")), gtid -> new HashSet<>())
                        .add(source.get("file") + ":" + source.get("pos")));

        assertThat(places).hasSizeGreaterThan(BEFORE_THE_COLUMN / ROWS_OF_ONE).allSatisfy((gtid, of) -> {
            assertThat(gtid).matches(id);
            assertThat(of).as(gtid).hasSizeLessThanOrEqualTo(2);
        });
    }

    private static void schemaChangesAreTold(List<BronzeRow> rows) {
        assertThat(rows.stream().flatMap(row -> row.text("ddl").stream()))
                .anyMatch(ddl -> ddl.startsWith("CREATE TABLE"))
                .anyMatch(ddl -> ddl.contains("ADD COLUMN coupon"));
    }

    private static void aTableMadeLaterIsEmptiedAndFilledAgain(Cluster cluster, String table, Statement statement)
            throws SQLException {
        statement.execute("CREATE TABLE carts (id int PRIMARY KEY)");
        statement.execute("INSERT INTO carts VALUES (1)");
        statement.execute("TRUNCATE TABLE carts");
        statement.execute("INSERT INTO carts VALUES (1)");
        cluster.awaitRows(table, 3);

        assertThat(cluster.rows(table).stream().flatMap(row -> row.text("op").stream()))
                .containsExactlyInAnyOrder("c", "t", "c");
    }

    /** As after a failover: another server's log has files of other names, and the same transactions. */
    private static void transactionsAloneTellWhereToGoOn(
            Cluster cluster, ConnectRest rest, ShopSource source, Statement statement) throws SQLException {
        String table = source.bronze("orders");
        String offsets = "/connectors/" + source.connector() + "/offsets";
        rest.stop(source.connector());
        Await.until("the source to stop", Cluster.SOON, () -> rest.status(source.connector())
                .tasks()
                .isEmpty());
        JsonNode place = rest.call("GET", offsets, "");
        ObjectNode offset = (ObjectNode) place.path("offsets").path(0).path("offset");
        assertThat(offset.path("gtids").asText()).isNotEmpty();
        offset.put("file", "elsewhere.000042").put("pos", 4);
        rest.call("PATCH", offsets, place.toString());
        insert(statement, AFTER_A_FAILOVER, ROWS_OF_ONE, "'later', ");

        rest.resume(source.connector());

        Await.until("orders after the failover to be in " + table, Cluster.SOON, () -> images(
                        cluster.rows(table), "c", "after")
                .containsKey(AFTER_A_FAILOVER + ROWS_OF_ONE - 1));
        cluster.awaitCaughtUp(source.topic("orders"), table);
        cluster.assertNoGapAndNoDouble(source.topic("orders"), table);
        List<BronzeRow> rows = cluster.rows(table);
        assertThat(rebuilt(rows)).isEqualTo(source(statement));
        assertThat(images(rows, "r", "after")).as("no other snapshot").hasSize(SNAPSHOT);
    }

    private static void insert(Statement statement, int first, int count, String coupon) throws SQLException {
        // In transactions of their own, as in a shop.
        for (int id = first; id < first + count; id += ROWS_OF_ONE) {
            String rows = IntStream.range(id, Math.min(id + ROWS_OF_ONE, first + count))
                    .mapToObj(i -> "(" + i + ", " + coupon + i + ".5, 'note " + i + "')")
                    .collect(Collectors.joining(", "));
            statement.execute("INSERT INTO orders VALUES " + rows);
        }
    }

    /** One image of each id that has some, of the changes of a kind. */
    private static Map<Integer, Map<String, Object>> images(List<BronzeRow> rows, String op, String image) {
        Map<Integer, Map<String, Object>> images = new TreeMap<>();
        rows.stream()
                .filter(row -> row.text("op").filter(op::equals).isPresent())
                .flatMap(row -> row.struct(image).stream())
                .forEach(columns -> images.put((Integer) columns.get("id"), columns));
        return images;
    }

    /** The orders that all changes lead to; those of one key are in one partition, and so in order. */
    private static Map<Integer, String> rebuilt(List<BronzeRow> rows) {
        Map<Integer, String> orders = new TreeMap<>();
        for (BronzeRow row : rows) {
            row.struct("before").ifPresent(before -> orders.remove((Integer) before.get("id")));
            row.struct("after")
                    .ifPresent(after ->
                            orders.put((Integer) after.get("id"), after.get("amount") + " " + after.get("note")));
        }
        return orders;
    }

    private static Map<Integer, String> source(Statement statement) throws SQLException {
        Map<Integer, String> orders = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT id, amount, note FROM orders")) {
            while (rows.next()) {
                orders.put(rows.getInt(1), rows.getString(2) + " " + rows.getString(3));
            }
        }
        return orders;
    }
}
