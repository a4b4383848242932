// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import dev.alluvium.connect.quality.QualityGate;
import dev.alluvium.connect.sink.Replay;
import dev.alluvium.verify.Progress;
import dev.alluvium.verify.TableOffsets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejects replay}: what a gate rejected goes into its table, where the rules of today let it pass. */
@Command(
        name = "replay",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Holds the rejects of a table against the quality gates of the connector as it is configured now, with a newer contract say, and "
                    + "writes those that pass into the table, with _replayed_from. What the table has is left out, so that it may "
                    + "be run again at any time, and while the connector runs. The rejects stay. Without --apply it only says what "
                    + "it would do.",
            ""
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Set<String> GATES = Set.of(QualityGate.Key.class.getName(), QualityGate.Value.class.getName());
    private static final String REJECTS = "__rejects";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The connector's configuration, JSON or properties.")
    @SuppressWarnings("NullAway.Init") // As above.
    private Path config;

    @Option(names = "--table", required = true, paramLabel = "NAME", description = "The table, below delta.warehouse.")
    private String table = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of the connector that the file lacks, or that is to be another one. May be repeated.")
    private Map<String, String> overrides = Map.of();

    @Option(names = "--apply", description = "Writes the rows.")
    private boolean apply;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself.
    private boolean help;

    @Override
    public Integer call() {
        ConnectorSettings settings = ConnectorSettings.of(config, overrides);
        Configuration hadoop = settings.hadoop();
        RejectsTable rejects = new RejectsTable(hadoop, settings.path(table + REJECTS));
        String from = table + REJECTS + "@" + rejects.version();
        Map<String, List<Rejected>> bySource =
                new TreeMap<>(rejects.rows(row -> "quality".equals(row.stage()) && table.equals(row.table())).stream()
                        .collect(
                                Collectors.groupingBy(row -> row.topic() + "@" + row.epoch() + "-" + row.partition())));
        ReplayRun.Count count = new ReplayRun.Count(0, 0, 0, 0);
        try (TransformChain gates = new TransformChain(settings, Plugins.below(List.of()), GATES::contains)) {
            if (gates.isEmpty()) {
                throw new ReingestException("the connector has no quality gate: nothing says which rejects would pass");
            }
            for (List<Rejected> rows : bySource.values()) {
                Rejected first = rows.get(0);
                TopicPartition partition = new TopicPartition(first.topic(), first.partition());
                Replay replay = new Replay(settings.entries(), table, partition, first.epoch(), from);
                count = count.plus(new ReplayRun(replay, gates, new RejectedRecords(), apply)
                        .run(rows, () -> offsets(hadoop, settings.path(table))));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s: %d rejected by quality gates, %d in the table already, %d %s, %d rejected today as well.%n",
                from,
                count.rejected(),
                count.present(),
                count.passed(),
                apply ? "replayed" : "to be replayed (run again with --apply)",
                count.stillRejected());
        out.flush();
        return 0;
    }

    private static Optional<TableOffsets> offsets(Configuration hadoop, String path) {
        return TableOffsets.find(hadoop, Runtime.getRuntime().availableProcessors(), path, Progress.NONE);
    }
}
