// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where faults are planted by one process and picked up by others, one file each. A fault is picked up by a rename, which one
 * process only can win: it strikes exactly one request.
 */
public final class FaultDirectory {
    private final Path planted;
    private final Path claimed;
    private final Path struck;
    private final Path outcomes;

    public FaultDirectory(Path root) {
        planted = root.resolve("planted");
        claimed = root.resolve("claimed");
        struck = root.resolve("struck");
        outcomes = root.resolve("outcomes");
    }

    /** Makes it, empty. */
    public void create() throws IOException {
        for (Path directory : List.of(planted, claimed, struck, outcomes)) {
            Files.createDirectories(directory);
        }
    }

    /** The next request of its kind, in whichever process, meets this fault. */
    public void plant(StorageFault fault) throws IOException {
        Files.createFile(planted.resolve(fault.fileName()));
    }

    /** Takes a fault back, unless it met a request meanwhile. */
    public void withdraw(StorageFault fault) throws IOException {
        Files.deleteIfExists(planted.resolve(fault.fileName()));
    }

    /** The request that a fault met; empty if it met none yet. */
    public Optional<Strike> struck(StorageFault fault) throws IOException {
        try {
            List<String> lines = Files.readAllLines(struck.resolve(fault.fileName()));
            return Optional.of(new Strike(fault, Long.parseLong(lines.get(0)), lines.get(1)));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
    }

    /** What became of the requests that landed late, each in words. */
    public List<String> outcomes() throws IOException {
        List<String> all = new ArrayList<>();
        for (Path file : list(outcomes)) {
            all.add(Files.readString(file));
        }
        return all;
    }

    /** Picks up a fault for a request that is about to be made, if one was planted. */
    public Optional<StorageFault> claim(Operation operation, String path) throws IOException {
        for (Path file : list(planted)) {
            String name = String.valueOf(file.getFileName());
            StorageFault fault = StorageFault.ofFileName(name);
            if (fault.operation() == operation && move(file, claimed.resolve(name))) {
                write(struck, name, ProcessHandle.current().pid() + "\n" + path + "\n");
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** What became of a request that landed late, in words. */
    public void outcome(StorageFault fault, String words) throws IOException {
        write(outcomes, fault.fileName(), words);
    }

    private void write(Path directory, String name, String text) throws IOException {
        // Whole or not at all: others read it as soon as it is there.
        Path draft = Files.writeString(claimed.resolve(name + ".draft"), text);
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException another) {
            return false;
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(files::add);
        }
        files.sort(null);
        return files;
    }
}
