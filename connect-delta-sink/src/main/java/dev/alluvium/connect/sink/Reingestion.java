// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.SinkFailureException;
import dev.alluvium.connect.sink.write.TableAppend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Puts records of one topic-partition back into one table, as the connector would have written them, while it may be running.
 *
 * <p>The caller first {@linkplain #look looks}, then reads which offsets the table has, then {@linkplain #append appends} what
 * it lacks of those up to what {@code look} said. If anything comes between, nothing is written and it begins again. So
 * nothing is written twice, whoever else does the same. For one thread.
 */
public final class Reingestion {
    private static final String NOTE = "alluvium.reingested";

    private final TableName table;
    private final Intake intake;
    private final Session session;
    private final TableAppend append;

    /**
     * Prepares it; nothing is read or written yet.
     *
     * @param properties of the connector, its name included
     * @param epoch which life of the topic is read: {@code _kafka.epoch} of its rows
     * @throws org.apache.kafka.common.config.ConfigException if they are not usable
     */
    public Reingestion(Map<String, String> properties, String table, TopicPartition partition, long epoch) {
        DeltaSinkConfig config = DeltaSinkConfig.parse(properties);
        SourcePartition source = new SourcePartition(partition.topic(), partition.partition(), epoch);
        this.table = new TableName(table);
        this.session = new Session(source, 0);
        // Rejects are rows of other tables: they are told by not being rows of this one.
        this.intake = new Intake(
                new TableRouter(config.routes()),
                SinkWiring.reader(config),
                RejectMode.TABLE,
                new Rejects(config.rejectTable()),
                null);
        this.append = SinkWiring.append(config, this.table, source, "reingest");
    }

    /**
     * Which life of the partition Kafka has now, by what the connector has noted in the warehouse.
     *
     * @param properties of the connector, its name included
     * @param client settings of a Kafka client
     * @return empty if the connector has noted nothing of it
     * @throws org.apache.kafka.connect.errors.ConnectException if Kafka has another log than the one noted, or that cannot be
     *     told now
     */
    public static OptionalLong epoch(
            Map<String, String> properties, TopicPartition partition, Map<String, Object> client) {
        DeltaSinkConfig config = DeltaSinkConfig.parse(properties);
        return new TopicLives(
                        new SinkWiring().register(config),
                        config.settings().txn().prefix(),
                        Optional.of(config.kafkaLogs(client)),
                        config.recreatedPolicy())
                .recognised(partition);
    }

    /**
     * Notes how the table stands.
     *
     * @return the last offset that the connector has been through: only up to there may be appended
     * @throws SinkFailureException if the table cannot be read, or not be written to
     */
    public OptionalLong look() {
        return append.look();
    }

    /** What the records become in this table: fewer where some are routed elsewhere or are rejected. */
    public Rows rows(List<SinkRecord> records) {
        List<Row> ours = new ArrayList<>();
        for (SinkRecord record : records) {
            Taken taken = new Taken(1);
            intake.take(record, session, taken);
            taken.rows().stream().filter(row -> row.table().equals(table)).forEach(ours::add);
        }
        return new Rows(ours);
    }

    /**
     * Appends them by one commit.
     *
     * @return false if the table has changed since {@link #look}: nothing was written, look again
     * @throws SinkFailureException if it cannot be done; whether it was is then found by another look
     */
    public boolean append(Rows rows) {
        if (rows.size() == 0) {
            return true;
        }
        long first = rows.rows.get(0).offset();
        long last = rows.rows.get(rows.size() - 1).offset();
        return append.append(
                rows.rows, Map.of(NOTE, rows.size() + " rows of " + session.source() + ", " + first + " to " + last));
    }

    /** Rows on their way, in the order of their offsets. */
    public static final class Rows {
        private final List<Row> rows;

        private Rows(List<Row> rows) {
            this.rows = List.copyOf(rows);
        }

        public int size() {
            return rows.size();
        }
    }
}
