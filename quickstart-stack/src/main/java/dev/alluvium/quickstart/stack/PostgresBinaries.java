// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL that Maven brought for this kind of machine: an archive of its own inside a jar. */
final class PostgresBinaries {
    /** As the jars name them; only the one of this machine is on the class path. */
    private static final List<String> ARCHIVES = List.of(
            "/postgres-linux-x86_64.txz",
            "/postgres-linux-arm_64.txz",
            "/postgres-darwin-x86_64.txz",
            "/postgres-darwin-arm_64.txz");

    private static final int EXECUTABLE = 0100;

    private PostgresBinaries() {}

    /**
     * Unpacks into a directory below {@code directory}, named by the archive's content, unless that was done before. Others
     * may do the same at the same time.
     *
     * @return the directory that holds {@code bin/postgres}
     */
    static Path unpack(Path directory) throws IOException {
        String archive = ARCHIVES.stream()
                .filter(name -> PostgresBinaries.class.getResource(name) != null)
                .findFirst()
                .orElseThrow(() -> new IOException("none of " + ARCHIVES + " is on the class path"));
        Path unpacked = directory.resolve("postgres-" + checksum(archive));
        if (Files.isDirectory(unpacked)) {
            return unpacked;
        }
        Files.createDirectories(directory);
        // Not there, then there as a whole: nobody ever sees a part of it.
        Path part = directory.resolve("part-" + UUID.randomUUID());
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, part);
            }
        }
        try {
            return Files.move(part, unpacked, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(unpacked)) {
                throw e;
            }
            Directories.remove(part); // Somebody was faster.
            return unpacked;
        }
    }

    private static InputStream open(String archive) throws IOException {
        InputStream in = PostgresBinaries.class.getResourceAsStream(archive);
        if (in == null) {
            throw new IOException(archive + " is not on the class path any more");
        }
        return new BufferedInputStream(in, 1 << 16);
    }

    private static String checksum(String archive) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(open(archive), crc)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static void write(TarArchiveEntry entry, TarArchiveInputStream tar, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive's entry " + entry.getName() + " leads out of its directory");
        }
        if (entry.isDirectory()) {
            openDirectories(root, target);
            return;
        }
        openDirectories(root, parent(target));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, target);
            boolean executable = (entry.getMode() & EXECUTABLE) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Readable by all whatever the umask is: the server may run as another user than the one who unpacks. */
    private static void openDirectories(Path root, Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (!directory.equals(root)) {
            openDirectories(root, parent(directory));
        }
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
