// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import dev.alluvium.connect.sink.Reingestion;
import dev.alluvium.connect.sink.write.SinkFailureException;
import dev.alluvium.verify.Progress;
import dev.alluvium.verify.TableOffsets;
import dev.alluvium.verify.VerifyException;
import dev.alluvium.verify.command.CommandLines;
import dev.alluvium.verify.command.ConnectorFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reingest}: reads the options and says what was done. */
@Command(
        name = "reingest",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Puts a range of records from Kafka back into a table, as the connector wrote them: after a RESTORE, say. What "
                    + "the table has is left out, so that it may be run again at any time, and while the connector runs. "
                    + "Without --apply it only says what it would do.",
            ""
        },
        footer = {"", "Exit codes: 0 done; 1 done, but Kafka no longer has all of the range; 2 not done."})
public final class ReingestCommand implements Callable<Integer> {
    private static final int INCOMPLETE = 1;
    private static final int FAILED = 2;
    private static final int COMMIT_RECORDS = 50_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The connector's configuration, JSON or properties.")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Option(names = "--table", required = true, paramLabel = "NAME", description = "The table, below delta.warehouse.")
    private String table = "";

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "The topic in Kafka.")
    private String topic = "";

    @Option(names = "--partition", required = true, paramLabel = "N", description = "Its partition.")
    private int partition;

    @Option(names = "--from", required = true, paramLabel = "OFFSET", description = "The first offset.")
    private long from;

    @Option(names = "--to", required = true, paramLabel = "OFFSET", description = "The last offset, itself included.")
    private long to;

    @Option(names = "--bootstrap-servers", required = true, paramLabel = "HOST:PORT", description = "Kafka.")
    private String bootstrapServers = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of Kafka clients, such as security.protocol.")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the connector, or of its worker, that the file lacks. May be repeated.")
    private Map<String, String> overrides = Map.of();

    @Option(
            names = "--plugins",
            paramLabel = "DIRECTORY",
            description = "Where converters and transforms are that do not come with Kafka. May be repeated.")
    private List<Path> plugins = List.of();

    @Option(names = "--apply", description = "Appends the rows.")
    private boolean apply;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself.
    private boolean help;

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        CommandLines.log("defaultLogLevel", "error");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.of(new ReingestCommand(), FAILED, ReingestCommand::isTold);
    }

    /** Whether the message of an exception is for whoever gave the command. */
    static boolean isTold(Exception e) {
        return e instanceof ReingestException
                || e instanceof VerifyException
                || e instanceof SinkFailureException
                || e instanceof ConfigException
                || e instanceof ConnectException;
    }

    @Override
    public Integer call() {
        if (from < 0 || to < from) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--from must be from 0 to --to");
        }
        ConnectorSettings settings = ConnectorSettings.of(config, overrides);
        ClassLoader loader = Plugins.below(plugins).loader();
        Thread.currentThread().setContextClassLoader(loader);
        TopicPartition source = new TopicPartition(topic, partition);
        try (RecordChain chain = new RecordChain(settings, loader);
                KafkaRange kafka = new KafkaRange(client(settings), source)) {
            long start = kafka.start();
            long first = Math.max(from, start);
            Round.Count count = first > to ? new Round.Count(0, 0, 0, 0) : repeat(chain, kafka, settings, first);
            return report(count, start);
        }
    }

    private Round.Count repeat(RecordChain chain, KafkaRange kafka, ConnectorSettings settings, long first) {
        Configuration hadoop = settings.hadoop();
        TopicPartition source = new TopicPartition(topic, partition);
        // Offsets mean nothing without the life of the topic that they are of.
        long epoch = Reingestion.epoch(settings.entries(), source, client(settings))
                .orElseGet(() -> TableOffsets.newestEpoch(hadoop, settings.path(table), topic));
        Reingestion reingestion = new Reingestion(settings.entries(), table, source, epoch);
        int threads = Runtime.getRuntime().availableProcessors();
        return new Rounds(
                        () -> new Round(reingestion, chain, source, epoch, apply, COMMIT_RECORDS),
                        kafka,
                        () -> TableOffsets.read(hadoop, threads, settings.path(table), Progress.NONE))
                .run(first, to);
    }

    private Map<String, Object> client(ConnectorSettings settings) {
        Map<String, Object> client = new HashMap<>(settings.below("consumer.override."));
        if (kafkaConfig != null) {
            client.putAll(ConnectorFile.properties(kafkaConfig));
        }
        client.put("bootstrap.servers", bootstrapServers);
        return client;
    }

    private int report(Round.Count count, long start) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s-%d, offsets %d to %d: %d records in Kafka, %d in the table already, %d %s, %d not for this table.%n",
                topic,
                partition,
                from,
                to,
                count.inKafka(),
                count.present(),
                count.appended(),
                apply ? "appended" : "to be appended (run again with --apply)",
                count.elsewhere());
        if (from < start) {
            out.printf("Kafka no longer has offsets %d to %d.%n", from, Math.min(to, start - 1));
        }
        out.flush();
        return from < start ? INCOMPLETE : 0;
    }
}
