// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.terminal.Screen;
import dev.alluvium.quickstart.workload.ShopSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./quickstart}: reads the options. */
@Command(
        name = "quickstart",
        subcommands = SqlCommand.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Starts a database, Kafka and a Connect worker on this machine, brings the changes of a small shop and an "
                    + "application's log lines into Delta tables, shows them arrive, and proves that every record "
                    + "arrived exactly once.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 proven; 1 not proven, or something failed; 2 wrong options, a port that is taken, a "
                    + "warehouse that cannot be used, or no server of the database; 130 ended by Ctrl-C; 143 ended by SIGTERM.",
            "It needs about 3 GB of memory, and leaves nothing behind but a warehouse that you named."
        })
final class QuickstartCommand implements Callable<Integer> {
    static final int DEFAULT_PORT_BASE = 25_430;

    private static final int MAX_SECONDS = 86_400;
    private static final Pattern WAREHOUSE = Pattern.compile("[A-Za-z0-9/:@._~+,=-]+");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description =
                    "The shop's database: postgres, mysql or mariadb. PostgreSQL is downloaded; a server of the others "
                            + "must be on this machine. Default: ${DEFAULT-VALUE}.")
    private String source = "postgres";

    @Option(names = "--once", description = "Stop after the proof; without it the stack stays up until Ctrl-C.")
    private boolean once;

    @Option(
            names = "--warehouse",
            paramLabel = "URI",
            description =
                    "Where the tables go: a directory or a URI such as file:/data/bronze. It must be empty and is "
                            + "kept. Without it they go to a temporary directory that is removed at the end.")
    private @Nullable String warehouse;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_PORT_BASE,
            description = "The first of " + Ports.COUNT + " ports: Kafka, its controller, the database, Connect. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int portBase;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long the workload runs before the proof. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--kill-worker", description = "Kill the Connect worker (SIGKILL) in the middle of the workload.")
    private boolean killWorker;

    @Option(names = "--configs", hidden = true, defaultValue = "connector-configs")
    private Path configs = Path.of("connector-configs");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself.
    private boolean help;

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new QuickstartCommand());
    }

    @Override
    public Integer call() {
        QuickstartOptions options = options();
        return new QuickstartRun(
                        options,
                        Screen.on(System.out, System.getenv()),
                        spec.commandLine().getErr())
                .run();
    }

    /** @throws ParameterException if an option has a value that cannot be */
    QuickstartOptions options() {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds must be from 1 to " + MAX_SECONDS + "; it is " + seconds);
        }
        try {
            return new QuickstartOptions(
                    ShopSource.of(source),
                    once,
                    Optional.ofNullable(warehouse).map(QuickstartCommand::uri),
                    new Ports(portBase),
                    seconds,
                    killWorker,
                    configs);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static URI uri(String text) {
        if (!WAREHOUSE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "--warehouse may hold letters, digits and / : @ . _ ~ + , = - only, as the "
                            + "sink's delta.warehouse; it is '" + text + "'");
        }
        boolean hasScheme = text.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
        URI uri = hasScheme
                ? URI.create(text)
                : Path.of(text).toAbsolutePath().normalize().toUri();
        String plain = uri.toString().replaceFirst("^file:/+", "file:/").replaceFirst("/+$", "");
        return URI.create(plain);
    }
}
