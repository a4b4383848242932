// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/**
 * A temporary directory that is gone at the end, and a PostgreSQL or MySQL server in it with it, even if this JVM is
 * killed.
 *
 * <p>A waiting shell stands by as sweeper: this JVM holds the other end of its standard input, and when that closes
 * without the directory being gone, the shell stops the servers and removes the directory.
 */
public final class WorkDirectory implements AutoCloseable {
    /** Where the sweeper looks for a server: start PostgreSQL with this directory below the work directory. */
    public static final String POSTGRES = "postgres";

    /** The same for MySQL. */
    public static final String MYSQL = "mysql";

    /** The file below {@link #MYSQL} that holds the number of MySQL's process. */
    static final String MYSQL_PID = "mysqld.pid";

    // Ctrl-C reaches every process of the terminal: the sweeper has to outlive it.
    private static final String SWEEPER = String.join(
            "\n",
            "trap '' INT TERM HUP",
            "cat >/dev/null",
            "end() {",
            "  [ -f \"$2\" ] || return",
            "  pid=$(head -n 1 \"$2\")",
            "  kill -\"$1\" \"$pid\" 2>/dev/null",
            "  for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 \"$pid\" 2>/dev/null || break; sleep 0.5; done",
            "}",
            "end INT \"$1/" + POSTGRES + "/data/postmaster.pid\"",
            // It has no children and no shared memory: nothing is left behind.
            "end KILL \"$1/" + MYSQL + "/" + MYSQL_PID + "\"",
            "rm -rf -- \"$1\"");
    private static final long SWEEPER_TIMEOUT_S = 10;

    private final Path path;
    private final Process sweeper;

    private WorkDirectory(Path path, Process sweeper) {
        this.path = path;
        this.sweeper = sweeper;
    }

    /** Creates a directory below the system's temporary directory; others may pass through it, but not look around. */
    public static WorkDirectory create(String prefix) {
        try {
            Path path = Files.createTempDirectory(prefix).toRealPath();
            // Root's PostgreSQL runs as somebody else.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
            Process sweeper = new ProcessBuilder("sh", "-c", SWEEPER, "sweeper", path.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return new WorkDirectory(path, sweeper);
        } catch (IOException e) {
            throw new StackException(
                    "could not create a directory in " + System.getProperty("java.io.tmpdir")
                            + "; let TMPDIR name one that can be written",
                    e);
        }
    }

    public Path path() {
        return path;
    }

    /** Removes the directory and everything in it; whatever runs in it must have been stopped. */
    @Override
    public void close() {
        try {
            Directories.remove(path);
            sweeper.getOutputStream().close();
            if (!sweeper.waitFor(SWEEPER_TIMEOUT_S, TimeUnit.SECONDS)) {
                sweeper.destroyForcibly();
            }
        } catch (IOException e) {
            throw new StackException("could not remove " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sweeper.destroyForcibly();
        }
    }
}
