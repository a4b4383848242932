// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Other tests take MySQL's image where no server is at hand. CI has one at hand, so the image is tried here. */
class MySqlContainerIT {

    @Test
    void aRowComesFromMySqlsOwnImageToBronze() throws Exception {
        Components.required("ALLUVIUM_DOCKER", "a docker program, as .ci/docker prints it");
        ShopSource source = ShopSource.MYSQL;
        try (Cluster cluster = new Cluster();
                MySqlDatabase mysql = MySqlDatabase.container()) {
            mysql.createDatabase(ShopDatabase.NAME);
            cluster.environment(
                    source.environment(mysql.port(), cluster.broker().bootstrapServers()));
            try (Connection connection = mysql.connect(ShopDatabase.NAME);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE orders (id int PRIMARY KEY)");
                ConnectRest rest = cluster.startWorkerWith(MySqlFamily.MYSQL).rest();
                rest.register(Cluster.config(source.connector()));
                rest.register(Cluster.config(source.sink()));
                cluster.awaitRows(source.bronze("ddl"), 1);
                statement.execute("INSERT INTO orders VALUES (1)");
                cluster.awaitRows(source.bronze("orders"), 1);
            }

            assertThat(cluster.rows(source.bronze("orders")))
                    .singleElement()
                    .satisfies(row -> assertThat(row.text("op")).contains("c"));
        }
    }
}
