// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alluvium.it.Readers.Engine;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.PostgresServer;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PostgreSQL's types from source to bronze, with the connectors as they are published, and back by four readers. */
class PostgresTypesIT {
    private static final TypeZoo ZOO = PostgresTypes.zoo();
    private static final TypeZoo LARGE = PostgresLarge.zoo();
    private static final String GENERATED = "generated";
    /** What a column can be of, but no statement can give a value of. */
    private static final Set<String> NO_INPUT = Set.of(
            "gtsvector",
            "pg_brin_bloom_summary",
            "pg_brin_minmax_multi_summary",
            "pg_dependencies",
            "pg_mcv_list",
            "pg_ndistinct",
            "pg_node_tree");
    /** A value of it stops Debezium's snapshot: the driver asks for the rows of a cursor of that name. */
    private static final Set<String> STOPS_THE_SOURCE = Set.of("refcursor");

    private static Cluster cluster;
    private static Readers readers;
    private static Set<String> builtIn;
    private static Set<String> inZoo;

    @BeforeAll
    static void fromTheSourceToBronze(@TempDir Path directory) throws Exception {
        cluster = new Cluster();
        readers = new Readers(directory);
        PostgresServer postgres = cluster.startPostgres();
        postgres.createDatabase(ShopDatabase.NAME);
        cluster.environment(ShopSource.POSTGRES.environment(
                postgres.port(), cluster.broker().bootstrapServers()));
        try (Connection connection = postgres.connect(ShopDatabase.NAME);
                Statement statement = connection.createStatement()) {
            run(statement, ZOO.create());
            run(statement, LARGE.create());
            run(
                    statement,
                    "CREATE TABLE generated (id int PRIMARY KEY, stored int GENERATED ALWAYS AS (id * 2) STORED, "
                            + "virtual int GENERATED ALWAYS AS (id * 3))");
            run(statement, ZOO.insert(1), ZOO.insertNothing(2), "INSERT INTO generated VALUES (1)");
            builtIn = types(
                    statement,
                    "t.typtype IN ('b', 'r', 'm') AND t.typcategory <> 'A' AND typnamespace = "
                            + "'pg_catalog'::regnamespace");
            inZoo = types(statement, "t.oid IN (SELECT atttypid FROM pg_attribute WHERE attrelid = 'zoo'::regclass)");

            ConnectRest rest = cluster.startWorker().rest();
            rest.register(Cluster.config("shop-postgres-source"));
            rest.register(Cluster.config("shop-delta-sink"));
            cluster.awaitRows(ShopSource.POSTGRES.bronze(ZOO.table()), 2);
            cluster.awaitRows(ShopSource.POSTGRES.bronze(GENERATED), 1);

            run(statement, ZOO.insert(3), ZOO.insertNothing(4), ZOO.delete(3));
            run(statement, LARGE.insert(1), "UPDATE large SET changed = 2", LARGE.insert(2));
            run(statement, "ALTER TABLE large REPLICA IDENTITY FULL", "UPDATE large SET changed = 2 WHERE id = 2");
            run(statement, "INSERT INTO generated VALUES (2)");
            run(statement, "ALTER PUBLICATION alluvium_shop SET (publish_generated_columns = stored)");
            run(statement, "INSERT INTO generated VALUES (3)");
            // The delete's tombstone, too.
            cluster.awaitRows(ShopSource.POSTGRES.bronze(ZOO.table()), 6);
            cluster.awaitRows(ShopSource.POSTGRES.bronze(LARGE.table()), 4);
            cluster.awaitRows(ShopSource.POSTGRES.bronze(GENERATED), 3);
            assertThat(Cluster.states(rest, "shop-delta-sink")).isEqualTo("RUNNING,RUNNING");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        readers.close();
        cluster.close();
    }

    @Test
    void everyTypeThatPostgresHasBuiltInIsInTheZoo() {
        assertThat(builtIn).hasSizeGreaterThan(70).containsAll(NO_INPUT);
        assertThat(inZoo).containsAll(without(without(builtIn, NO_INPUT), STOPS_THE_SOURCE));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyValueThatCameBySnapshotAndByStreamIsRead(Engine engine) throws IOException {
        TypeZooCheck.cameAndWent(ZOO, by(engine, ZOO.table()), engine == Engine.TRINO);
    }

    /** Through Kernel's default engine, which decodes rows by itself; below it is the Parquet library that writes them. */
    @Test
    void kernelReadsEveryValueThatCameBySnapshotAndByStream() throws IOException {
        TypeZooCheck.cameAndWent(ZOO, byKernel(ZOO.table()), false);
    }

    @Test
    void largeValuesThatAnUpdateLeftAloneAreNamed() throws IOException {
        for (Iterable<JsonNode> rows : List.of(by(Engine.SPARK, LARGE.table()), byKernel(LARGE.table()))) {
            SoftAssertions softly = new SoftAssertions();
            new TypeZooCheck(LARGE, rows, softly).row("u", 1, TypeCase::streamed);
            List<String> named = new ArrayList<>();
            TypeZooCheck.row(rows, "u", 1).path("_unavailable").forEach(path -> named.add(path.asText()));
            softly.assertThat(named)
                    .containsExactlyInAnyOrderElementsOf(LARGE.cases().stream()
                            .filter(type -> type.lost() == null)
                            .map(type -> "after." + type.column())
                            .toList());
            softly.assertThat(
                            TypeZooCheck.row(rows, "c", 1).path("_unavailable").isNull())
                    .isTrue();
            softly.assertAll();
        }
    }

    @Test
    void largeValuesThatAnUpdateLeftAloneComeWithReplicaIdentityFull() throws IOException {
        for (Iterable<JsonNode> rows : List.of(by(Engine.SPARK, LARGE.table()), byKernel(LARGE.table()))) {
            JsonNode inserted = TypeZooCheck.row(rows, "c", 2).path("after");
            JsonNode updated = TypeZooCheck.row(rows, "u", 2);
            for (TypeCase type : LARGE.cases()) {
                assertThat(updated.path("after").path(type.column()).toString())
                        .as(type.sqlType())
                        .isNotEqualTo("null")
                        .isEqualTo(inserted.path(type.column()).toString());
            }
            assertThat(updated.path("_unavailable").isNull()).isTrue();
        }
    }

    @Test
    void generatedColumnsComeByTheSnapshotAndByTheStreamIfThePublicationSaysSo() throws IOException {
        for (Iterable<JsonNode> rows : List.of(by(Engine.SPARK, GENERATED), byKernel(GENERATED))) {
            assertThat(TypeZooCheck.row(rows, "r", 1).path("after"))
                    .hasToString("{\"id\":1,\"stored\":2,\"virtual\":3}");
            assertThat(TypeZooCheck.row(rows, "c", 2).path("after"))
                    .hasToString("{\"id\":2,\"stored\":null,\"virtual\":null}");
            assertThat(TypeZooCheck.row(rows, "c", 3).path("after"))
                    .hasToString("{\"id\":3,\"stored\":6,\"virtual\":null}");
        }
    }

    private static List<JsonNode> by(Engine engine, String table) throws IOException {
        return readers.of(engine)
                .read(Path.of(cluster.warehouse().uri()).resolve(ShopSource.POSTGRES.bronze(table)))
                .rows();
    }

    private static Iterable<JsonNode> byKernel(String table) {
        return BronzeJson.rows(cluster.warehouse(), ShopSource.POSTGRES.bronze(table));
    }

    private static void run(Statement statement, List<String> statements) throws SQLException {
        for (String sql : statements) {
            statement.execute(sql);
        }
    }

    private static void run(Statement statement, String... statements) throws SQLException {
        run(statement, List.of(statements));
    }

    private static Set<String> types(Statement statement, String which) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet found = statement.executeQuery("SELECT t.typname FROM pg_type t WHERE " + which)) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
