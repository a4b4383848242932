// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells of processes, our own children or not. */
public final class Processes {
    private Processes() {}

    /** Whether there is such a process, and it is not only waiting for its parent to take note of its end. */
    public static boolean running(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !zombie(pid);
    }

    private static boolean zombie(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            // The name is in parentheses and may hold anything; the state comes next.
            String line = Files.exists(stat) ? Files.readString(stat) : "";
            return line.substring(line.lastIndexOf(')') + 1).stripLeading().startsWith("Z");
        } catch (IOException goneMeanwhile) {
            return true;
        }
    }
}
