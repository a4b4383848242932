// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.it.Readers.Engine;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.stack.MySqlServer;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MySQL's types from source to bronze, with the connectors as they are published, and back by every reader. */
class MySqlTypesIT {
    private static final TypeZoo ZOO = MySqlTypes.zoo();
    private static final MySqlSource SOURCE = new MySqlSource(MySqlFamily.MYSQL);

    private static Cluster cluster;
    private static Readers readers;
    private static Set<String> known;
    private static Set<String> inZoo;

    @BeforeAll
    static void fromTheSourceToBronze(@TempDir Path directory) throws Exception {
        Path program = SOURCE.program();
        cluster = new Cluster();
        readers = new Readers(directory);
        MySqlServer mysql = cluster.startMySql(MySqlFamily.MYSQL, program);
        mysql.createDatabase(MySqlSource.DATABASE);
        cluster.environment(SOURCE.environment(mysql.port(), cluster.broker().bootstrapServers()));
        try (Connection connection = mysql.connect(MySqlSource.DATABASE);
                Statement statement = connection.createStatement()) {
            // So that what is off by the server's zone is seen.
            statement.execute("SET GLOBAL time_zone = '+05:30'");
            run(statement, ZOO.create());
            run(statement, ZOO.insert(1), ZOO.insertNothing(2));
            known = ServerTypes.all(statement);
            inZoo = ServerTypes.of(statement, ZOO.table());

            ConnectRest rest = cluster.startWorkerWith(MySqlFamily.MYSQL).rest();
            rest.register(Cluster.config(SOURCE.source()));
            rest.register(Cluster.config(SOURCE.sink()));
            cluster.awaitRows(SOURCE.bronze(ZOO.table()), 2);

            run(statement, ZOO.insert(3), ZOO.insertNothing(4), ZOO.delete(3));
            // The delete's tombstone, too.
            cluster.awaitRows(SOURCE.bronze(ZOO.table()), 6);
            assertThat(Cluster.states(rest, SOURCE.sink())).isEqualTo("RUNNING,RUNNING");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (readers != null) {
            readers.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void everyTypeThatTheServerTakesIsInTheZoo() {
        assertThat(known).hasSizeGreaterThan(40).contains("int", "int unsigned", "vector", "enum");
        assertThat(inZoo).containsAll(known);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyValueThatCameBySnapshotAndByStreamIsRead(Engine engine) throws IOException {
        TypeZooCheck.cameAndWent(
                ZOO,
                readers.of(engine)
                        .read(Path.of(cluster.warehouse().uri()).resolve(SOURCE.bronze(ZOO.table())))
                        .rows(),
                engine == Engine.TRINO);
    }

    /** Through Kernel's default engine, which decodes rows by itself; below it is the Parquet library that writes them. */
    @Test
    void kernelReadsEveryValueThatCameBySnapshotAndByStream() throws IOException {
        TypeZooCheck.cameAndWent(ZOO, BronzeJson.rows(cluster.warehouse(), SOURCE.bronze(ZOO.table())), false);
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
