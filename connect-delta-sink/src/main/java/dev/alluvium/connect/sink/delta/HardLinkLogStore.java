// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Delta log on a local file system, safe for several writers in several processes: a version is created by a hard link,
 * which is atomic and fails if the name is taken. The log stores that come with Delta are not safe there (they rename).
 *
 * <p>A version is on disk when {@link #write} returns. The file system must know hard links; where it does not, another
 * store can be named by {@code hadoop.io.delta.kernel.logStore.file.impl} and {@code hadoop.delta.logStore.file.impl}.
 *
 * <p>Public because Delta makes it by reflection, Kernel even one for each call.
 */
public class HardLinkLogStore extends HadoopFileSystemLogStore {
    private static final Logger LOG = LoggerFactory.getLogger(HardLinkLogStore.class);
    private static final long BLOCK_BYTES = 128L << 20;

    public HardLinkLogStore(Configuration configuration) {
        super(configuration);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        java.nio.file.Path target = local(path);
        java.nio.file.Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            writeLines(draft, actions);
            if (overwrite) {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.createLink(target, draft);
            }
            syncDirectory(target.resolveSibling("."));
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Looks at the names from {@code path} on only: the log of an old table has many that nobody asks for. */
    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        for (String name : namesFrom(local(path.getParent()), path.getName())) {
            Path file = new Path(path.getParent(), name);
            try {
                BasicFileAttributes attributes = Files.readAttributes(local(file), BasicFileAttributes.class);
                long modifiedAtMs = attributes.lastModifiedTime().toMillis();
                found.add(new FileStatus(
                        attributes.size(), attributes.isDirectory(), 1, BLOCK_BYTES, modifiedAtMs, file));
            } catch (NoSuchFileException e) {
                LOG.debug("{} was removed by a clean-up of the log while it was listed", file);
            }
        }
        return found.iterator();
    }

    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
        return true;
    }

    private static List<String> namesFrom(java.nio.file.Path directory, String first) throws IOException {
        try (Stream<java.nio.file.Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.compareTo(first) >= 0)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            throw (FileNotFoundException) new FileNotFoundException(directory.toString()).initCause(e);
        }
    }

    private static void writeLines(java.nio.file.Path file, Iterator<String> lines) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile());
                OutputStream buffer = new BufferedOutputStream(out)) {
            while (lines.hasNext()) {
                buffer.write(lines.next().getBytes(StandardCharsets.UTF_8));
                buffer.write('\n');
            }
            buffer.flush();
            out.getFD().sync();
        }
    }

    /** The new name must outlive a power cut as well: the offsets of its rows are about to be given back to Kafka. */
    private static void syncDirectory(java.nio.file.Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
