// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.PostgresServer;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.stack.StackFiles;
import dev.alluvium.quickstart.stack.WorkDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The shop in PostgreSQL, whose replication slot knows how far its connector has come. */
final class PostgresShop extends ShopDatabase {
    // Of the slot, not of our own making: Debezium confirms what Kafka has taken and Connect has noted.
    private static final String DELIVERED = "SELECT coalesce(bool_and(confirmed_flush_lsn >= ?::pg_lsn), false) "
            + "FROM pg_replication_slots WHERE database = ? AND slot_type = 'logical'";

    /** A transaction of its own, which comes to a topic of its own, {@code shop.message}. */
    private static final String MARK = "SELECT pg_logical_emit_message(true, 'alluvium', 'the end')::text";

    private final PostgresServer server;

    private PostgresShop(PostgresServer server) {
        super(ShopSource.POSTGRES, server.port());
        this.server = server;
    }

    static PostgresShop start(StackFiles files, Path directory, int port) {
        return new PostgresShop(
                PostgresServer.start(files.postgresBinaries(), directory.resolve(WorkDirectory.POSTGRES), port));
    }

    @Override
    public String version() {
        try {
            return server.version();
        } catch (SQLException e) {
            throw new StackException("PostgreSQL started but does not answer", e);
        }
    }

    @Override
    public String changes() {
        return "logical decoding";
    }

    /**
     * A position in PostgreSQL's log, marked by a message there. The end of the log itself would not do: PostgreSQL writes more
     * into it than changes, and Debezium confirms only what it had to tell of.
     */
    @Override
    public String position() {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(MARK);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new StackException("could not ask PostgreSQL for its position", e);
        }
    }

    @Override
    public boolean delivered(String position, ConnectRest rest) {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(DELIVERED)) {
            query.setString(1, position);
            query.setString(2, NAME);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new StackException("could not ask PostgreSQL for its replication slots", e);
        }
    }

    @Override
    ShopDialect dialect() {
        return ShopDialect.POSTGRES;
    }

    @Override
    void createDatabase() throws SQLException {
        server.createDatabase(NAME);
    }

    @Override
    public void close() {
        server.close();
    }
}
