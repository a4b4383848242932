// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import dev.alluvium.quickstart.bronze.BronzeReader;
import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.workload.LogProducer;
import dev.alluvium.quickstart.workload.LogProducer.Line;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Compares Kafka, the shop and the lines that were sent with the tables. Nothing may be written meanwhile. */
public final class Proof {
    private final KafkaOffsets kafka;
    private final BronzeReader bronze;
    private final Set<String> tables;

    public Proof(KafkaOffsets kafka, Warehouse warehouse) {
        this.kafka = kafka;
        this.bronze = new BronzeReader(warehouse);
        this.tables = Set.copyOf(warehouse.tables());
    }

    /** Compares everything. */
    public ProofReport run(ShopDatabase shop, Map<TopicPartition, Map<Long, Line>> lines) {
        List<PartitionCheck> partitions = new ArrayList<>();
        List<TableCheck> checks = new ArrayList<>();
        ShopSource source = shop.source();
        try (Connection connection = shop.connect()) {
            for (String table : ShopDatabase.TABLES) {
                List<BronzeRow> rows = rows(source.bronze(table));
                partitions.addAll(offsets(source.topic(table), rows));
                checks.add(TableCheck.of(SourceTable.read(connection, table), rows));
            }
        } catch (SQLException e) {
            throw new StackException("could not read the shop database: " + e.getMessage(), e);
        }
        source.schemas().forEach((topic, table) -> partitions.addAll(offsets(topic, rows(table))));
        List<BronzeRow> logRows = rows(LogProducer.BRONZE);
        partitions.addAll(offsets(LogProducer.TOPIC, logRows));
        return new ProofReport(partitions, checks, LogCheck.of(lines, logRows));
    }

    /** The offsets of one topic: each partition that Kafka or the table knows. */
    public List<PartitionCheck> offsets(String topic, List<BronzeRow> rows) {
        Map<TopicPartition, List<Long>> inKafka = kafka.all(List.of(topic));
        Map<TopicPartition, List<Long>> inTable = rows.stream()
                .collect(Collectors.groupingBy(
                        BronzeRow::partition, Collectors.mapping(BronzeRow::offset, Collectors.toList())));
        Map<TopicPartition, PartitionCheck> checks = new TreeMap<>(KafkaOffsets.ORDER);
        inKafka.forEach((partition, offsets) -> checks.put(
                partition, PartitionCheck.of(partition, offsets, inTable.getOrDefault(partition, List.of()))));
        inTable.forEach((partition, offsets) ->
                checks.computeIfAbsent(partition, p -> PartitionCheck.of(p, List.of(), offsets)));
        return List.copyOf(checks.values());
    }

    /** A table that was never created has no rows; what is missing shows in the comparison. */
    private List<BronzeRow> rows(String table) {
        return tables.contains(table) ? bronze.rows(table) : List.of();
    }
}
