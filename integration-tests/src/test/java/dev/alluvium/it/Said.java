// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command said that was run as a process of its own. */
record Said(int exitCode, String out, String err) {

    /** The verify command on a table, compared with Kafka. */
    static Said verify(Cluster cluster, String table, String... options) throws IOException, InterruptedException {
        return verify(cluster, Path.of(cluster.warehouse().uri()).resolve(table).toString(), List.of(options));
    }

    /** @param table a path or URI */
    static Said verify(Cluster cluster, String table, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                Path.of(System.getProperty("alluvium.verify"), "alluvium-verify.jar")
                        .toString()));
        command.addAll(options);
        command.add(table);
        return run(cluster, command);
    }

    /** The script {@code ./reingest}, as people run it. */
    static Said reingest(Cluster cluster, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("alluvium.scripts"), "reingest").toString());
        command.addAll(options);
        return run(cluster, command);
    }

    private static Said run(Cluster cluster, List<String> command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--bootstrap-servers", cluster.broker().bootstrapServers()));
        Path out = Files.createTempFile("said", ".out");
        Path err = Files.createTempFile("said", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(whole).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
