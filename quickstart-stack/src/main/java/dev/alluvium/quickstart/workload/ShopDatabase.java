// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.stack.StackFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** A database server with the shop: four tables that refer to each other, with the column types that shops have. */
public abstract sealed class ShopDatabase implements AutoCloseable permits PostgresShop, MySqlShop {
    /** The name of the database. */
    public static final String NAME = "shop";

    /** Its tables, parents first. */
    public static final List<String> TABLES = List.of("customers", "products", "orders", "order_items");

    private final ShopSource source;
    private final int port;

    ShopDatabase(ShopSource source, int port) {
        this.source = source;
        this.port = port;
    }

    /**
     * Starts a new server, without the shop.
     *
     * @param directory a work directory, in a part of which the server keeps its data
     * @throws StackException if it does not start, or is not on this machine
     */
    public static ShopDatabase start(ShopSource source, StackFiles files, Path directory, int port) {
        return source.family()
                .<ShopDatabase>map(family -> MySqlShop.start(source, family, directory, port))
                .orElseGet(() -> PostgresShop.start(files, directory, port));
    }

    /** Creates the database and its empty tables. */
    public final void create() {
        try {
            createDatabase();
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String ddl : script().split(";\\s*", 0)) {
                    statement.execute(ddl);
                }
            }
        } catch (IOException | SQLException e) {
            throw new StackException("could not create the shop database: " + e.getMessage(), e);
        }
    }

    /** Opens a connection to the shop; the caller closes it. */
    public final Connection connect() throws SQLException {
        return DriverManager.getConnection(source.jdbcUrl(port), source.user(), source.password());
    }

    /** How many rows the tables have in all. */
    public final long rows() {
        long rows = 0;
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    count.next();
                    rows += count.getLong(1);
                }
            }
        } catch (SQLException e) {
            throw new StackException("could not count the shop's rows", e);
        }
        return rows;
    }

    public final ShopSource source() {
        return source;
    }

    public final int port() {
        return port;
    }

    /** The server's own version, as {@code 18.6}. */
    public abstract String version();

    /** What its changes are read from, in a few words. */
    public abstract String changes();

    /** The end of what is committed, for {@link #delivered}. */
    public abstract String position();

    /**
     * Whether Kafka has every change up to a position, and the source connector will not send one of them again.
     *
     * @param rest of the Connect cluster that the source connector runs in
     */
    public abstract boolean delivered(String position, ConnectRest rest);

    abstract ShopDialect dialect();

    abstract void createDatabase() throws SQLException;

    /** Stops the server. */
    @Override
    public abstract void close();

    private String script() throws IOException {
        String name = dialect().script();
        try (InputStream in = Objects.requireNonNull(ShopDatabase.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
