// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.gcs.GcsEmulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** A process that uploads most of a file and then does nothing more. */
final class GcsUploader {
    static final String SENT = "sent";

    private static final int BYTES = 20 << 20;

    private GcsUploader() {}

    /** @param arguments where the store answers, and the file to write */
    public static void main(String... arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path file = new Path(arguments[1]);
        StorageSettings settings = new StorageSettings(
                file.getParent().toString(), LogLibrary.KERNEL, 10, GcsEmulator.hadoop(URI.create(arguments[0])));
        FSDataOutputStream begun =
                file.getFileSystem(new HadoopStorage(settings).configuration()).create(file, false);
        begun.write(new byte[BYTES]);
        out.println(SENT);
        while (System.in.read() >= 0) {
            // Until it is killed.
        }
    }
}
