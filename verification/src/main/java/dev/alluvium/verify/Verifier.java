// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Proves from tables alone, and with Kafka's help where it is given, that no record was lost and none was doubled: every
 * offset that a {@code txn} covers is in exactly one row, or there is a reason why it is in none.
 *
 * <p>Offsets are held as bitmaps, so that memory does not grow with the rows. A table may be written meanwhile: what is
 * looked at is one version of it. Not for use by several threads at once.
 */
public final class Verifier implements AutoCloseable {
    private final Workers workers;
    private final TableReader reader;

    /**
     * Makes one.
     *
     * @param hadoop reaches the tables
     * @param threads how many files are read at once
     */
    public Verifier(Configuration hadoop, int threads, Progress progress) {
        this.workers = new Workers(threads);
        this.reader = new TableReader(hadoop, workers, progress);
    }

    /**
     * Whether the rows of a table say which records they are. Others, as what quality gates have come to, are nothing to be proven.
     *
     * @throws VerifyException if it cannot be read or is not there
     */
    public boolean isOfRecords(String table) {
        return reader.isOfRecords(table);
    }

    /**
     * Judges a table from itself alone. Its table of rejects, if there is one, is judged too and comes second.
     *
     * @throws VerifyException if it cannot be read, is not there or is not from the sink
     */
    public List<TableVerdict> verify(Question question) {
        return judge(question, Optional.empty());
    }

    /**
     * Judges a table and compares it with Kafka.
     *
     * @throws VerifyException if either cannot be read, or if the table is not there or is not from the sink
     */
    public List<TableVerdict> verify(Question question, KafkaTopics kafka) {
        return judge(question, Optional.of(kafka::read));
    }

    /** By its partitions, what Kafka has of a topic; empty if it has no such topic. */
    interface Logs {
        Map<Integer, PartitionLog> of(String topic);
    }

    List<TableVerdict> judge(Question question, Optional<Logs> logs) {
        boolean withHistory = !question.has(VerifyOption.WITHOUT_HISTORY);
        TableReading table = reader.read(question.table(), withHistory)
                .orElseThrow(() -> new VerifyException("there is no Delta table at " + question.table()));
        Optional<TableReading> rejects = reader.read(question.rejects(), withHistory);
        List<TableReading> elsewhere = question.elsewhere().stream()
                .map(path -> reader.read(path, false)
                        .orElseThrow(() -> new VerifyException("there is no Delta table at " + path)))
                .toList();
        List<TableVerdict> verdicts = new ArrayList<>();
        verdicts.add(judge(question, table, rejects.stream().toList(), elsewhere, logs));
        // Among rejects, gaps are the rule; whether they are right is seen in the table they belong to.
        rejects.ifPresent(found -> verdicts.add(judge(
                Question.of(question.rejects(), VerifyOption.GAPS_ALLOWED),
                found,
                List.of(),
                List.of(),
                Optional.empty())));
        return verdicts;
    }

    private static TableVerdict judge(
            Question question,
            TableReading table,
            List<TableReading> rejects,
            List<TableReading> elsewhere,
            Optional<Logs> logs) {
        Map<String, Map<Integer, PartitionLog>> kafka = new HashMap<>();
        Set<Source> sources = sources(table);
        Set<String> topics = sources.stream().map(Source::topic).collect(Collectors.toCollection(TreeSet::new));
        topics.addAll(question.topics());
        Map<String, Long> epochs = sources.stream().collect(Collectors.toMap(Source::topic, Source::epoch, Math::max));
        for (String topic : logs.isPresent() ? topics : Set.<String>of()) {
            Map<Integer, PartitionLog> log = logs.orElseThrow().of(topic);
            kafka.put(topic, log);
            log.keySet().forEach(p -> sources.add(new Source(topic, epochs.getOrDefault(topic, 0L), p)));
        }
        List<PartitionVerdict> partitions = new ArrayList<>();
        for (Source source : sources) {
            // Kafka knows the newest epoch only.
            Optional<PartitionLog> log = source.epoch() == epochs.getOrDefault(source.topic(), 0L)
                    ? Optional.ofNullable(
                            kafka.getOrDefault(source.topic(), Map.of()).get(source.partition()))
                    : Optional.empty();
            partitions.add(new PartitionCheck(question, source, table, union(source, rejects), union(source, elsewhere))
                    .verdict(log));
        }
        return new TableVerdict(
                table.path(), table.version(), table.files(), partitions, faults(table), notes(table, kafka));
    }

    private static Set<Source> sources(TableReading table) {
        return Stream.concat(
                        table.rows().keySet().stream(), table.txns().stream().map(Txn::source))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static OffsetSet union(Source source, List<TableReading> tables) {
        OffsetSet union = new OffsetSet();
        tables.forEach(table -> union.addAll(table.offsets(source)));
        return union;
    }

    private static List<String> faults(TableReading table) {
        List<String> faults = new ArrayList<>();
        if (table.strayRows() > 0) {
            faults.add(table.strayRows() + " rows do not say which record they come from (_kafka)");
        }
        faults.addAll(table.history().overlaps());
        return faults;
    }

    private static List<String> notes(TableReading table, Map<String, Map<Integer, PartitionLog>> kafka) {
        List<String> notes = new ArrayList<>(table.history().changes());
        if (table.replayedRows() > 0) {
            notes.add(table.replayedRows() + " rows were rejected first and replayed later (_replayed_from)");
        }
        Map<Source, List<String>> writers = table.txns().stream()
                .collect(Collectors.groupingBy(Txn::source, Collectors.mapping(Txn::writer, Collectors.toList())));
        writers.forEach((source, names) -> {
            if (names.size() > 1) {
                notes.add(source + " was written by " + names + ": their rows cannot be told apart");
            }
        });
        kafka.forEach((topic, log) -> {
            if (log.isEmpty()) {
                notes.add("Kafka has no topic " + topic + ": its rows were judged by themselves");
            }
        });
        return notes;
    }

    @Override
    public void close() {
        workers.close();
    }
}
