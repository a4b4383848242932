// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import dev.alluvium.verify.Outcome;
import dev.alluvium.verify.Progress;
import dev.alluvium.verify.Question;
import dev.alluvium.verify.TableVerdict;
import dev.alluvium.verify.Verifier;
import dev.alluvium.verify.VerifyException;
import dev.alluvium.verify.VerifyOption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: reads the options, asks, and shows what came out. */
@Command(
        name = "verify",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Proves from a table that no record was lost and none was doubled: every offset that the table's txns cover "
                    + "is in exactly one row, or there is a reason why it is in none. With --bootstrap-servers the rows "
                    + "are compared with what Kafka still has. Reads only; the table may be written meanwhile.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 proven; 1 broken, or gaps that nothing explains; 2 nothing found out: wrong options, or a "
                    + "table or a topic cannot be read."
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final int BROKEN = 1;
    private static final int FAILED = 2;
    private static final int MAX_THREADS = 256;
    private static final int DEFAULT_WIDTH = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "TABLE",
            description = "A table's path or URI, or a directory of tables. With --config, also a name below its "
                    + "delta.warehouse. TABLE__rejects is looked at by itself.")
    private List<String> tables = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A connector's configuration, JSON or properties: its delta.warehouse and hadoop.* are used.")
    private @Nullable Path config;

    @Option(
            names = "--hadoop",
            paramLabel = "KEY=VALUE",
            description = "A Hadoop setting, such as fs.gs.project.id=my-project. Wins over --config.")
    private Map<String, String> hadoop = Map.of();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Compares with Kafka there. All records of the table's topics are read.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of Kafka clients, such as security.protocol.")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "A topic to compare although the table may have nothing of it. May be repeated.")
    private Set<String> topics = Set.of();

    @Option(
            names = "--elsewhere",
            paramLabel = "TABLE",
            description = "A further table that records of these topics may have gone to instead. May be repeated.")
    private List<String> elsewhere = List.of();

    @Option(names = "--allow-gaps", description = "Gaps need no explanation.")
    private boolean allowGaps;

    @Option(
            names = "--since-first-row",
            description = "What Kafka has below a partition's first row is not missed: the connector began at the end.")
    private boolean sinceFirstRow;

    @Option(names = "--complete", description = "The table must have reached Kafka's end.")
    private boolean complete;

    @Option(
            names = "--skip-history",
            description = "Does not read each commit of the log: quicker where there are very many.")
    private boolean skipHistory;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many files are read at once. Default: two for each processor.")
    private int threads = 2 * Runtime.getRuntime().availableProcessors();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself.
    private boolean help;

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        CommandLines.log("defaultLogLevel", "warn");
        CommandLines.log("log.org.apache.hadoop.util.NativeCodeLoader", "error");
        // A table without a checkpoint is no matter of warning.
        CommandLines.log("log.io.delta", "error");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.of(new VerifyCommand(), FAILED, VerifyException.class::isInstance);
    }

    @Override
    public Integer call() {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--threads must be from 1 to " + MAX_THREADS + "; it is " + threads);
        }
        if (bootstrapServers == null && (complete || !topics.isEmpty() || kafkaConfig != null || sinceFirstRow)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--complete, --topic, --kafka-config and --since-first-row need --bootstrap-servers");
        }
        TerminalProgress terminal =
                new TerminalProgress(System.err, Integer.getInteger("alluvium.columns", DEFAULT_WIDTH));
        List<TableVerdict> verdicts;
        try {
            verdicts = verdicts(Boolean.getBoolean("alluvium.terminal") ? terminal : Progress.NONE);
        } finally {
            terminal.end();
        }
        Outcome outcome = verdicts.stream()
                .map(TableVerdict::outcome)
                .max(Comparator.naturalOrder())
                .orElse(Outcome.PROVEN);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonReport.of(verdicts, outcome));
        } else {
            HumanReport.of(verdicts, outcome).forEach(out::println);
        }
        out.flush();
        return outcome == Outcome.PROVEN ? 0 : BROKEN;
    }

    private List<TableVerdict> verdicts(Progress progress) {
        Settings settings = config == null ? Settings.none() : Settings.ofConnector(config);
        Configuration reach = settings.hadoop(hadoop);
        TableFinder finder = new TableFinder(reach, settings.warehouse());
        Set<String> named = new LinkedHashSet<>();
        Set<String> found = new LinkedHashSet<>();
        for (String table : tables) {
            String path = finder.path(table);
            List<String> below = finder.tables(path);
            (below.equals(List.of(path)) ? named : found).addAll(below);
        }
        Set<String> others = elsewhere.stream().map(finder::path).collect(Collectors.toSet());
        List<TableVerdict> verdicts = new ArrayList<>();
        try (Verifier verifier = new Verifier(reach, threads, progress);
                Comparison kafka = new Comparison(client(), progress)) {
            // A warehouse may have tables that are of no records: they are passed over unless somebody names them.
            found.removeIf(path -> !named.contains(path) && !verifier.isOfRecords(path));
            named.addAll(found);
            if (named.isEmpty()) {
                throw new VerifyException("none of the tables below " + tables + " is of records");
            }
            for (String path : named) {
                verdicts.addAll(kafka.judge(verifier, new Question(path, others, topics, options())));
            }
        }
        return verdicts;
    }

    /** Empty if Kafka is not to be asked. */
    private Map<String, String> client() {
        if (bootstrapServers == null) {
            return Map.of();
        }
        Map<String, String> client =
                new HashMap<>(kafkaConfig == null ? Map.of() : ConnectorFile.properties(kafkaConfig));
        client.put("bootstrap.servers", bootstrapServers);
        return client;
    }

    private Set<VerifyOption> options() {
        Set<VerifyOption> options = EnumSet.noneOf(VerifyOption.class);
        Map.of(
                        VerifyOption.GAPS_ALLOWED, allowGaps,
                        VerifyOption.SINCE_FIRST_ROW, sinceFirstRow,
                        VerifyOption.COMPLETE, complete,
                        VerifyOption.WITHOUT_HISTORY, skipHistory)
                .forEach((option, wanted) -> {
                    if (wanted) {
                        options.add(option);
                    }
                });
        return options;
    }
}
