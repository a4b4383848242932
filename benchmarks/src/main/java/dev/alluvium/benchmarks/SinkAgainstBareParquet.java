// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * What the sink makes of records that a converter has made ready, against parquet-java writing the same rows by hand.
 *
 * <p>Arguments: {@code envelope} or {@code flat}, rows per round, rounds, and, to look at one contender with a profiler, a
 * part of its name.
 */
public final class SinkAgainstBareParquet {
    private static final String TOPIC = "shop.public.orders";
    private static final int DISTINCT_VALUES = 40_000;
    private static final int ROWS_PER_FILE = 100_000;

    private SinkAgainstBareParquet() {}

    public static void main(String[] args) throws Exception {
        boolean envelope = args.length == 0 || args[0].equals("envelope");
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        Schema schema = envelope ? ChangeEvents.ENVELOPE : ChangeEvents.ROW;
        List<Struct> values =
                envelope ? new ChangeEvents().envelopes(DISTINCT_VALUES) : new ChangeEvents().rows(DISTINCT_VALUES);
        Path directory = Files.createTempDirectory("alluvium-benchmark");
        try {
            new Rounds((round, count) -> records(schema, values, round, count), rows, rounds)
                    .run(
                            envelope ? "Debezium envelope" : "Flat row",
                            contenders(schema, values, directory).stream()
                                    .filter(contender ->
                                            args.length < 4 || contender.name().contains(args[3]))
                                    .toList());
        } finally {
            delete(directory);
        }
    }

    private static List<Contender> contenders(Schema schema, List<Struct> values, Path directory) throws Exception {
        BareParquet tuned =
                new BareParquet("bare Parquet, tuned as the sink is", schema, directory, ROWS_PER_FILE, true);
        tuned.withoutDictionary(learn(schema, values, directory));
        List<Contender> contenders = new ArrayList<>();
        contenders.add(tuned);
        contenders.add(new BareParquet("bare Parquet, defaults and zstd", schema, directory, ROWS_PER_FILE, false));
        contenders.add(new WriterAlone(schema, directory, ROWS_PER_FILE));
        contenders.add(new WholeTask(
                new TopicPartition(TOPIC, 0), Files.createDirectory(directory.resolve("task")), ROWS_PER_FILE));
        return contenders;
    }

    /** Lets the sink's writer make two files and takes over what it has learnt by the second. */
    private static Set<String> learn(Schema schema, List<Struct> values, Path directory) throws Exception {
        Path warehouse = Files.createDirectory(directory.resolve("learn"));
        new WriterAlone(schema, warehouse, ROWS_PER_FILE).write(records(schema, values, 0, 2 * ROWS_PER_FILE));
        Path second;
        try (Stream<Path> files = Files.walk(warehouse)) {
            second = files.filter(Files::isRegularFile)
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow();
        }
        Set<String> without = new HashSet<>();
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(second.toUri()), new Configuration(false)))) {
            for (BlockMetaData rowGroup : reader.getFooter().getBlocks()) {
                rowGroup.getColumns().stream()
                        .filter(chunk -> !chunk.hasDictionaryPage())
                        .forEach(chunk -> without.add(chunk.getPath().toDotString()));
            }
        }
        System.out.println("Without a dictionary: " + without);
        return without;
    }

    private static List<SinkRecord> records(Schema schema, List<Struct> values, int round, int count) {
        List<SinkRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long offset = (long) round * count + i;
            records.add(new SinkRecord(
                    TOPIC,
                    0,
                    null,
                    null,
                    schema,
                    values.get(i % values.size()),
                    offset,
                    1_790_000_000_000L + offset,
                    TimestampType.CREATE_TIME));
        }
        return records;
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
