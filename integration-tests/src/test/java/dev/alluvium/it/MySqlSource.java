// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.quickstart.stack.MySqlProgram;
import dev.alluvium.quickstart.stack.MySqlServer;
import java.nio.file.Path;
import java.util.Map;

/** The shop as a MySQL database, as {@code connector-configs} name it. */
final class MySqlSource {
    static final String DATABASE = "shop";
    /** The connector, and its file. */
    static final String SOURCE = "shop-mysql-source";

    static final String SINK = "shop-mysql-delta-sink";
    /** Where the connector tells of changes of schemas, and in bronze what it told. */
    static final String SCHEMA_TOPIC = "shop_mysql";

    static final String SCHEMA_TABLE = "shop_mysql_ddl";

    private MySqlSource() {}

    /** The server of this machine; without one the test is skipped, or fails where there must be one. */
    static Path program() {
        return MySqlProgram.locate()
                .orElseGet(() -> Components.required(
                        MySqlProgram.HOME, "the directory that .ci/mysql prints; nor is there a mysqld on the PATH"));
    }

    /** What the connectors' files ask for. */
    static Map<String, String> environment(int port, String bootstrapServers) {
        return Map.of(
                "SHOP_MYSQL_HOST",
                "127.0.0.1",
                "SHOP_MYSQL_PORT",
                Integer.toString(port),
                "SHOP_MYSQL_NAME",
                DATABASE,
                "SHOP_MYSQL_USER",
                MySqlServer.USER,
                "SHOP_MYSQL_PASSWORD",
                MySqlServer.PASSWORD,
                "ALLUVIUM_BOOTSTRAP_SERVERS",
                bootstrapServers);
    }

    static String topic(String table) {
        return SCHEMA_TOPIC + "." + DATABASE + "." + table;
    }

    static String bronze(String table) {
        return SCHEMA_TOPIC + "_" + table;
    }
}
