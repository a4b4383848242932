// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.Shutdown.Layer;
import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.stack.WorkDirectory;
import dev.alluvium.quickstart.terminal.Screen;
import dev.alluvium.quickstart.terminal.Steps;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run from the first check to the last clean-up. */
final class QuickstartRun {
    private static final int PROVEN = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    private static final List<String> NATIVE_CODE = List.of("ZstdTempFolder", "org.xerial.snappy.tempdir");
    private static final double NANOS_PER_SECOND = 1e9;

    private final QuickstartOptions options;
    private final Screen screen;
    private final PrintWriter err;
    private final Shutdown shutdown = new Shutdown();

    /** @param err takes the reasons why it does not run, or why it failed */
    QuickstartRun(QuickstartOptions options, Screen screen, PrintWriter err) {
        this.options = options;
        this.screen = screen;
        this.err = err;
    }

    int run() {
        List<String> taken = options.ports().taken();
        if (!taken.isEmpty()) {
            return refuse("port " + String.join(", port ", taken)
                    + (taken.size() == 1 ? " is" : " are")
                    + " taken. End what listens there, or choose other ports by --port-base N.");
        }
        Optional<String> obstacle = options.source().obstacle();
        if (obstacle.isPresent()) {
            return refuse(obstacle.get() + ".");
        }
        long since = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "shutdown"));
        Steps steps = new Steps(screen);
        try {
            int exitCode = runIn(workDirectory(), steps);
            steps.close();
            shutdown.close();
            if (exitCode != REFUSED) {
                screen.line(String.format(
                        Locale.ROOT,
                        "Everything is stopped; it took %.0f s.",
                        (System.nanoTime() - since) / NANOS_PER_SECOND));
            }
            return exitCode;
        } catch (StackException | ConnectRestException e) {
            steps.close();
            return fail(e);
        }
    }

    private int runIn(Path directory, Steps steps) {
        Warehouse warehouse;
        try {
            warehouse = Warehouse.open(options.warehouse().orElseGet(() -> fileUri(directory.resolve("bronze"))));
            warehouse.prepare();
        } catch (StackException e) {
            shutdown.close();
            return refuse(e.getMessage() + ". Name another place by --warehouse.");
        }
        steps.title("Starting");
        Stack stack = Stack.start(options, directory, warehouse, shutdown, steps);
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
        // Before native code is unpacked: if we are killed, it is gone with the directory.
        NATIVE_CODE.forEach(property -> System.setProperty(property, directory.toString()));
        return directory;
    }

    private int refuse(String why) {
        err.println("quickstart: " + why);
        err.flush();
        return REFUSED;
    }

    private int fail(RuntimeException e) {
        if (!shutdown.closing()) {
            screen.last("");
            err.println("quickstart failed: " + e.getMessage());
            err.flush();
        }
        shutdown.close();
        return FAILED;
    }

    private void interrupted() {
        boolean early = !shutdown.closing();
        if (early) {
            screen.last("Stopping everything ...");
        }
        shutdown.close();
        if (early) {
            screen.last("Everything is stopped.");
        }
    }

    private static URI fileUri(Path path) {
        return URI.create("file:" + path.toAbsolutePath());
    }
}
