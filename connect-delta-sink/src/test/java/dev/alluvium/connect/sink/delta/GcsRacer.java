// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.gcs.GcsEmulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A process that tries to write each version that it is told, and says whether it was the one who did. */
final class GcsRacer {
    static final String READY = "ready";
    static final String WON = "won";
    static final String LOST = "lost";

    private GcsRacer() {}

    /** @param arguments where the store answers, and the log to write to */
    public static void main(String... arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path log = new Path(arguments[1]);
        Configuration configuration = new HadoopStorage(new StorageSettings(
                        log.getParent().toString(),
                        LogLibrary.KERNEL,
                        10,
                        GcsEmulator.hadoop(URI.create(arguments[0]))))
                .configuration();
        GcsLogStore store = new GcsLogStore(configuration);
        store.listFrom(new Path(log, "0"), configuration);
        out.println(READY);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Path version = new Path(log, String.format(Locale.ROOT, "%020d.json", Long.parseLong(line)));
            try {
                store.write(version, List.of("{}").iterator(), false, configuration);
                out.println(WON);
            } catch (FileAlreadyExistsException e) {
                out.println(LOST);
            }
        }
    }
}
