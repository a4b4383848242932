// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.SteppedTask;
import dev.alluvium.connect.sink.core.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What Kafka holds: which record is at which offset follows from the seed alone. The key names a record's table, except in
 * the topic that goes to two tables; records without a key go to the rejects; some offsets hold nothing.
 */
final class Topics {
    static final String BY_KEY = "keyed";
    static final String FANNED = "fanned";
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);
    static final TableName REJECTS = new TableName("unrouted__rejects");
    private static final TableName SHARED = new TableName("t0");
    private static final TableName COPY = new TableName("copy");

    private static final Schema OLD =
            SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    private static final Schema NEW = SchemaBuilder.struct()
            .field("a", Schema.STRING_SCHEMA)
            .field("b", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Schema OTHER = SchemaBuilder.struct()
            .field("a", Schema.STRING_SCHEMA)
            .field("b", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final long seed;
    private final int tables;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<String, Integer> lives = new HashMap<>();
    /** Those that the sink knows of, in the life that they are in. */
    private final Set<TopicPartition> met = new HashSet<>();

    private final List<TopicPartition> partitions = new ArrayList<>();

    Topics(long seed, int keyedPartitions, int tables) {
        this.seed = seed;
        this.tables = tables;
        for (int number = 0; number < keyedPartitions; number++) {
            partitions.add(new TopicPartition(BY_KEY, number));
        }
        partitions.add(new TopicPartition(FANNED, 0));
        partitions.forEach(partition -> ends.put(partition, 0L));
    }

    static Map<String, String> properties() {
        return Map.of(
                "name", "sim",
                "topics", BY_KEY + "," + FANNED,
                "delta.warehouse", "/warehouse",
                "delta.table.name.template", "${key}",
                "delta.table.map", FANNED + ":" + SHARED.path() + "," + FANNED + ":" + COPY.path(),
                "delta.topic.recreated", "restart",
                "delta.reject.mode", "table",
                "delta.reject.table", REJECTS.path());
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** How often the topic was made again. */
    int life(String topic) {
        return lives.getOrDefault(topic, 0);
    }

    /** What a task learns of the log. */
    SteppedTask.Kafka.Described describe(TopicPartition partition, Optional<OffsetAndMetadata> committed) {
        met.add(partition);
        return new SteppedTask.Kafka.Described(
                partition.topic() + " " + life(partition.topic()), end(partition), committed);
    }

    /**
     * Deletes the topic and makes it again, empty. A life that the sink has never heard of would not count.
     *
     * @return its partitions; empty if it was left as it is
     */
    List<TopicPartition> remake(String topic) {
        List<TopicPartition> remade = partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
        if (!met.containsAll(remade)) {
            return List.of();
        }
        remade.forEach(met::remove);
        remade.forEach(partition -> ends.put(partition, 0L));
        lives.merge(topic, 1, Integer::sum);
        return remade;
    }

    void produce(TopicPartition partition, int count) {
        ends.merge(partition, (long) count, Long::sum);
    }

    long end(TopicPartition partition) {
        return ends.get(partition);
    }

    /** Whether everything of the topic's present life was read by then. */
    boolean isEnd(TopicPartition partition, OffsetAndMetadata committed) {
        return committed.offset() == end(partition) && SteppedTask.epoch(committed) == life(partition.topic());
    }

    /** Empty where compaction, or a transaction's end, has left nothing. */
    Optional<SinkRecord> at(TopicPartition partition, long offset) {
        int drawn = drawn(partition, life(partition.topic()), offset);
        if (drawn % 17 == 0) {
            return Optional.empty();
        }
        Schema schema = drawn % 3 == 0 ? NEW : drawn % 31 == 0 ? OTHER : OLD;
        Struct value = new Struct(schema).put("a", "x");
        String key = isUnrouted(drawn) && partition.topic().equals(BY_KEY) ? null : table(drawn);
        return Optional.of(new SinkRecord(
                partition.topic(),
                partition.partition(),
                key == null ? null : Schema.STRING_SCHEMA,
                key,
                schema,
                value,
                offset));
    }

    /** Where the record at that offset belonged in that life of its topic. */
    Set<TableName> tables(TopicPartition partition, int life, long offset) {
        int drawn = drawn(partition, life, offset);
        if (drawn % 17 == 0) {
            return Set.of();
        }
        if (partition.topic().equals(FANNED)) {
            return Set.of(SHARED, COPY);
        }
        return Set.of(isUnrouted(drawn) ? REJECTS : new TableName(table(drawn)));
    }

    private static boolean isUnrouted(int drawn) {
        return drawn % 13 == 0;
    }

    private String table(int drawn) {
        return "t" + drawn / 64 % tables;
    }

    private int drawn(TopicPartition partition, int life, long offset) {
        long log = partition.hashCode() + 31L * life;
        long mixed = seed * 0x9E3779B97F4A7C15L + log * 0xC2B2AE3D27D4EB4FL + offset;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) ((mixed ^ (mixed >>> 31)) & 0x7FFFFFFF);
    }
}
