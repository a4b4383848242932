// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import dev.alluvium.quickstart.bronze.CommitFeed;
import dev.alluvium.quickstart.stack.PostgresServer;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.workload.ShopDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Tells how far the records have come on their way, once nothing new is written. */
public final class Drain {
    // Of the slot, not of our own making: Debezium confirms what Kafka has taken and Connect has noted.
    private static final String DELIVERED = "SELECT coalesce(bool_and(confirmed_flush_lsn >= ?::pg_lsn), false) "
            + "FROM pg_replication_slots WHERE database = ? AND slot_type = 'logical'";

    /** A transaction of its own, which comes to a topic of its own, {@code shop.message}. */
    private static final String MARK = "SELECT pg_logical_emit_message(true, 'alluvium', 'the end')::text";

    private Drain() {}

    /**
     * The end of what is committed in the shop database: a position in PostgreSQL's log, marked by a message there. The end of the log
     * itself would not do: PostgreSQL writes more into it than changes, and Debezium confirms only what it had to tell of.
     */
    public static String position(PostgresServer postgres) {
        try (Connection connection = postgres.connect(ShopDatabase.NAME);
                PreparedStatement query = connection.prepareStatement(MARK);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new StackException("could not ask PostgreSQL for its position", e);
        }
    }

    /** Whether Kafka has every change up to {@code position}, and the source will not send one of them again. */
    public static boolean delivered(PostgresServer postgres, String position) {
        try (Connection connection = postgres.connect(ShopDatabase.NAME);
                PreparedStatement query = connection.prepareStatement(DELIVERED)) {
            query.setString(1, position);
            query.setString(2, ShopDatabase.NAME);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new StackException("could not ask PostgreSQL for its replication slots", e);
        }
    }

    /** How many records of the topics no table covers yet. */
    public static long behind(KafkaOffsets kafka, Collection<String> topics, CommitFeed feed) {
        Map<TopicPartition, Long> covered = feed.covered();
        return kafka.ends(topics).entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - 1 - covered.getOrDefault(end.getKey(), -1L)))
                .sum();
    }
}
