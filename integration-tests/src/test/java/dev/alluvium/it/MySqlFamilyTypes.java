// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.it.Readers.Engine;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Types of MySQL or MariaDB from source to bronze, with the connectors as they are published, and back by every reader. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class MySqlFamilyTypes {
    private final ShopSource source;
    private final TypeZoo zoo;
    private final String bronze;
    private final Set<String> notTaken;
    private final Set<String> someTypes;

    private Cluster cluster;
    private Readers readers;
    private Set<String> known;
    private Set<String> inZoo;

    /**
     * @param notTaken types that stop the connector, and are therefore not in the zoo
     * @param someTypes of those that the server must be found to take
     */
    MySqlFamilyTypes(ShopSource source, TypeZoo zoo, Set<String> notTaken, String... someTypes) {
        this.notTaken = notTaken;
        this.source = source;
        this.zoo = zoo;
        this.bronze = source.bronze(zoo.table());
        this.someTypes = Set.of(someTypes);
    }

    @BeforeAll
    void fromTheSourceToBronze(@TempDir Path directory) throws Exception {
        MySqlFamily family = source.family().orElseThrow();
        cluster = new Cluster();
        readers = new Readers(directory);
        MySqlDatabase mysql = cluster.startMySql(family);
        mysql.createDatabase(ShopDatabase.NAME);
        cluster.environment(source.environment(mysql.port(), cluster.broker().bootstrapServers()));
        try (Connection connection = mysql.connect(ShopDatabase.NAME);
                Statement statement = connection.createStatement()) {
            // So that what is off by the server's zone is seen.
            statement.execute("SET GLOBAL time_zone = '+05:30'");
            run(statement, zoo.create());
            run(statement, zoo.insert(1), zoo.insertNothing(2));
            known = ServerTypes.all(statement);
            inZoo = ServerTypes.of(statement, zoo.table());

            ConnectRest rest = cluster.startWorkerWith(family).rest();
            rest.register(Cluster.config(source.connector()));
            rest.register(Cluster.config(source.sink()));
            awaitRows(rest, 2);

            run(statement, zoo.insert(3), zoo.insertNothing(4), zoo.delete(3));
            // The delete's tombstone, too.
            awaitRows(rest, 6);
            assertThat(Cluster.states(rest, source.sink())).isEqualTo("RUNNING,RUNNING");
        }
    }

    /** A value that a connector stumbles over stops it: no use to wait. */
    private void awaitRows(ConnectRest rest, int atLeast) {
        Await.until(() -> bronze + " to have " + atLeast + " rows", Cluster.SOON, () -> {
            rest.status(source.connector()).failure().ifPresent(trace -> {
                throw new AssertionError(source.connector() + " failed: " + trace);
            });
            return cluster.rows(bronze).size() >= atLeast;
        });
    }

    @AfterAll
    void stop() throws IOException {
        if (readers != null) {
            readers.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void everyTypeThatTheServerTakesIsInTheZoo() {
        assertThat(known).hasSizeGreaterThan(35).containsAll(someTypes);
        assertThat(known).containsAll(notTaken);
        assertThat(inZoo)
                .containsAll(
                        known.stream().filter(type -> !notTaken.contains(type)).toList());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyValueThatCameBySnapshotAndByStreamIsRead(Engine engine) throws IOException {
        TypeZooCheck.cameAndWent(
                zoo,
                readers.of(engine)
                        .read(Path.of(cluster.warehouse().uri()).resolve(bronze))
                        .rows(),
                engine == Engine.TRINO);
    }

    /** Through Kernel's default engine, which decodes rows by itself; below it is the Parquet library that writes them. */
    @Test
    void kernelReadsEveryValueThatCameBySnapshotAndByStream() throws IOException {
        TypeZooCheck.cameAndWent(zoo, BronzeJson.rows(cluster.warehouse(), bronze), false);
    }

    private static void run(Statement statement, List<String> statements) throws SQLException {
        for (String sql : statements) {
            statement.execute(sql);
        }
    }

    private static void run(Statement statement, String... statements) throws SQLException {
        run(statement, List.of(statements));
    }
}
