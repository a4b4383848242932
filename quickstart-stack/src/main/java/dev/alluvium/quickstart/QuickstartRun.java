// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.Shutdown.Layer;
import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.stack.WorkDirectory;
import dev.alluvium.quickstart.terminal.Screen;
import dev.alluvium.quickstart.terminal.Screen.Style;
import dev.alluvium.quickstart.terminal.Steps;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One run from the first check to the last clean-up. */
final class QuickstartRun {
    private static final int PROVEN = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private final QuickstartOptions options;
    private final Screen screen;
    private final Shutdown shutdown = new Shutdown();

    QuickstartRun(QuickstartOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    int run() {
        List<String> taken = options.ports().taken();
        if (!taken.isEmpty()) {
            return refuse("port " + String.join(", port ", taken)
                    + (taken.size() == 1 ? " is" : " are")
                    + " taken. End what listens there, or choose other ports by --port-base N.");
        }
        long since = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "shutdown"));
        Steps steps = new Steps(screen);
        try {
            int exitCode = runIn(workDirectory(), steps);
            steps.close();
            shutdown.close();
            screen.line(String.format(
                    Locale.ROOT,
                    "Everything is stopped; it took %.0f s.",
                    (System.nanoTime() - since) / NANOS_PER_SECOND));
            return exitCode;
        } catch (StackException | ConnectRestException e) {
            steps.close();
            return fail(e);
        }
    }

    private int runIn(Path directory, Steps steps) {
        Warehouse warehouse = Warehouse.open(options.warehouse().orElseGet(() -> fileUri(directory.resolve("bronze"))));
        if (!warehouse.isEmpty()) {
            shutdown.close();
            return refuse("the warehouse " + warehouse.uri()
                    + " is not empty. Name a new place by --warehouse, since this " + "run's topics begin anew.");
        }
        steps.title("Starting");
        Stack stack = Stack.start(options.ports(), directory, warehouse, shutdown, steps);
        Demonstration demonstration = new Demonstration(options, stack, warehouse, shutdown, screen, steps);
        demonstration.connect();
        demonstration.work();
        boolean proven = demonstration.prove();
        if (!options.once()) {
            Hints.lines(options, stack, warehouse).forEach(screen::line);
            demonstration.linger();
        }
        return proven ? PROVEN : FAILED;
    }

    private Path workDirectory() {
        Path directory = shutdown.start(Layer.DIRECTORY, () -> WorkDirectory.create("alluvium-quickstart-"))
                .path();
        // Before the first logger is made: what our own libraries say goes to a file, not between the steps.
        System.setProperty(
                "org.slf4j.simpleLogger.logFile",
                directory.resolve("quickstart.log").toString());
        return directory;
    }

    private int refuse(String why) {
        screen.line(screen.styled(Style.BAD, "quickstart: " + why));
        return REFUSED;
    }

    private int fail(RuntimeException e) {
        if (!shutdown.closing()) {
            screen.line("");
            screen.line(screen.styled(Style.BAD, "quickstart failed: " + e.getMessage()));
        }
        shutdown.close();
        return FAILED;
    }

    private void interrupted() {
        if (!shutdown.closing()) {
            screen.footer(List.of());
            screen.line("ending ...");
        }
        shutdown.close();
    }

    private static URI fileUri(Path path) {
        return URI.create("file:" + path.toAbsolutePath());
    }
}
