// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.stack.PostgresServer;
import dev.alluvium.quickstart.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The shop: four tables that refer to each other, with the column types that shops have. */
public final class ShopDatabase {
    /** The name of the database. */
    public static final String NAME = "shop";

    /** Its tables, parents first. */
    public static final List<String> TABLES = List.of("customers", "products", "orders", "order_items");

    private static final String TOPIC_PREFIX = "shop.public.";
    private static final String BRONZE_PREFIX = "shop_";

    private ShopDatabase() {}

    /** Creates the database and its empty tables. */
    public static void create(PostgresServer server) {
        try (InputStream in = Objects.requireNonNull(ShopDatabase.class.getResourceAsStream("shop.sql"), "shop.sql")) {
            String ddl = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            server.createDatabase(NAME);
            try (Connection connection = server.connect(NAME);
                    Statement statement = connection.createStatement()) {
                statement.execute(ddl);
            }
        } catch (IOException | SQLException e) {
            throw new StackException("could not create the shop database", e);
        }
    }

    /** How many rows the tables have in all. */
    public static long rows(PostgresServer server) {
        long rows = 0;
        try (Connection connection = server.connect(NAME);
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM public." + table)) {
                    count.next();
                    rows += count.getLong(1);
                }
            }
        } catch (SQLException e) {
            throw new StackException("could not count the shop's rows", e);
        }
        return rows;
    }

    /** The topic of a table's changes, as {@code shop-postgres-source.json} names it. */
    public static String topic(String table) {
        return TOPIC_PREFIX + table;
    }

    /** The bronze table of those changes, as {@code shop-delta-sink.json} names it. */
    public static String bronze(String table) {
        return BRONZE_PREFIX + table;
    }

    /** What the worker's environment must hold for {@code shop-postgres-source.json}. */
    public static Map<String, String> environment(int port) {
        return Map.of(
                "SHOP_DB_HOST", Ports.HOST,
                "SHOP_DB_PORT", Integer.toString(port),
                "SHOP_DB_USER", PostgresServer.USER,
                "SHOP_DB_PASSWORD", PostgresServer.USER,
                "SHOP_DB_NAME", NAME);
    }
}
