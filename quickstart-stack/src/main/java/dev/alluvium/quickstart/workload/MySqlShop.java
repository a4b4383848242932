// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.stack.MySqlProgram;
import dev.alluvium.quickstart.stack.MySqlServer;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.stack.WorkDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The shop in MySQL or MariaDB, which does not know who reads its log: Connect knows how far its connector has come. */
final class MySqlShop extends ShopDatabase {
    /** Nobody captures it. */
    private static final String MARKS = "marks";

    private final MySqlFamily family;
    private final MySqlServer server;

    private MySqlShop(ShopSource source, MySqlFamily family, MySqlServer server) {
        super(source, server.port());
        this.family = family;
        this.server = server;
    }

    static MySqlShop start(ShopSource source, MySqlFamily family, Path directory, int port) {
        Path program = MySqlProgram.locate(family).orElseThrow(() -> new StackException(MySqlProgram.absent(family)));
        return new MySqlShop(
                source, family, MySqlServer.start(family, program, directory.resolve(WorkDirectory.MYSQL), port));
    }

    @Override
    public String version() {
        try {
            return server.version();
        } catch (SQLException e) {
            throw new StackException(family.title() + " started but does not answer", e);
        }
    }

    @Override
    public String changes() {
        return "a binary log of rows";
    }

    /** The global ids of all transactions. */
    @Override
    public String position() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@global." + family.transactions())) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new StackException("could not ask " + family.title() + " for its transactions", e);
        }
    }

    @Override
    public boolean delivered(String position, ConnectRest rest) {
        mark();
        try {
            JsonNode offsets = rest.call("GET", "/connectors/" + source().connector() + "/offsets", "");
            String gtids =
                    offsets.path("offsets").path(0).path("offset").path("gtids").asText();
            return !gtids.isEmpty() && last(gtids) >= last(position);
        } catch (StackException | ConnectRestException workerIsDown) {
            return false;
        }
    }

    /** A transaction of no table that is captured. When a connector notes how far it has come, it does so after a transaction. */
    private void mark() {
        try (Connection connection = server.connect(MARKS);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE mark SET number = number + 1");
        } catch (SQLException e) {
            throw new StackException("could not write to " + family.title(), e);
        }
    }

    /**
     * The last of the transactions of the one server there is.
     *
     * @param gtids as {@code 2174b383-5441-11ee-b90a-c80aa9429562:1-4711} or, of MariaDB, {@code 0-1-4711}
     */
    static long last(String gtids) {
        return Long.parseLong(gtids.substring(Math.max(gtids.lastIndexOf(':'), gtids.lastIndexOf('-')) + 1));
    }

    @Override
    ShopDialect dialect() {
        return ShopDialect.MYSQL;
    }

    @Override
    void createDatabase() throws SQLException {
        server.createDatabase(NAME);
        server.createDatabase(MARKS);
        try (Connection connection = server.connect(MARKS);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mark (number bigint PRIMARY KEY)");
            statement.execute("INSERT INTO mark VALUES (0)");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
