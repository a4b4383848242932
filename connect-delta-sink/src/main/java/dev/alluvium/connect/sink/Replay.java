// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.TableAppend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Puts records of one topic-partition, which a quality gate had rejected, into the table that they were meant for, while the connector
 * may be running. Its rows say so in {@code _replayed_from}.
 *
 * <p>The caller first {@linkplain #look looks}, then reads which offsets the table has, then {@linkplain #append appends} what it lacks. If
 * anybody else does the same meanwhile, nothing is written and it begins again: nothing is written twice. For one thread.
 */
public final class Replay {
    private static final String NOTE = "alluvium.replayed";

    private final TableName table;
    private final Session session;
    private final RecordReader reader;
    private final TableAppend append;
    private final String from;
    private final Map<RowShape, RowShape> shapes = new HashMap<>();

    /**
     * Prepares it; nothing is read or written yet.
     *
     * @param properties of the connector, its name included
     * @param epoch which life of the topic the records are of: {@code _kafka.epoch} of their rows
     * @param from where they were kept: the table of rejects, and its version
     * @throws org.apache.kafka.common.config.ConfigException if the properties are not usable
     */
    public Replay(Map<String, String> properties, String table, TopicPartition partition, long epoch, String from) {
        DeltaSinkConfig config = DeltaSinkConfig.parse(properties);
        SourcePartition source = new SourcePartition(partition.topic(), partition.partition(), epoch);
        this.table = new TableName(table);
        this.session = new Session(source, 0);
        this.reader = SinkWiring.reader(config);
        this.append = SinkWiring.append(config, this.table, source, "replay");
        this.from = from;
    }

    /**
     * Notes how the table stands.
     *
     * @throws dev.alluvium.connect.sink.write.SinkFailureException if the table cannot be read, or not be written to
     */
    public void look() {
        append.look();
    }

    /**
     * Appends the rows that the records become, by one commit.
     *
     * @param records as the connector's transforms left them, in the order of their offsets, at least one
     * @return false if somebody came between since {@link #look}: nothing was written, look again
     * @throws DataException if one of them can be no row, with its place
     * @throws dev.alluvium.connect.sink.write.SinkFailureException if it cannot be done; whether it was is then found by another look
     */
    public boolean append(List<SinkRecord> records) {
        List<Row> rows = new ArrayList<>();
        for (SinkRecord record : records) {
            rows.add(row(record));
        }
        return append.append(rows, Map.of(NOTE, rows.size() + " rows of " + session.source() + ", from " + from));
    }

    private Row row(SinkRecord record) {
        try {
            Row row = reader.read(record, session, table);
            RowShape shape = shapes.computeIfAbsent(row.shape(), of -> new ReplayedShape(of, from));
            return new Row(table, session, row.offset(), shape, row.content(), row.sizeBytes());
        } catch (BadRecordException e) {
            throw new DataException(
                    session.source() + ", offset " + record.originalKafkaOffset() + ", table " + table
                            + ": the record can be no row: " + e.reason(),
                    e);
        }
    }
}
