// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Spark of its own process, that shares no code with the sink: asked with SQL, answers with rows. */
final class SparkProcess implements TableReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What Spark's own launcher opens of the JDK. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private final Path log;
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    SparkProcess(Path directory) throws IOException {
        this(directory, Map.of(), List.of());
    }

    /**
     * @param settings of the session
     * @param moreJars beside Spark's and Delta's
     */
    SparkProcess(Path directory, Map<String, String> settings, List<Path> moreJars) throws IOException {
        Path files = Path.of(System.getProperty("alluvium.spark"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-Duser.timezone=UTC"));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        List<String> classPath =
                new ArrayList<>(List.of(files.resolve("classes").toString(), files.resolve("lib") + "/*"));
        moreJars.forEach(jar -> classPath.add(jar.toString()));
        command.addAll(
                List.of("-cp", String.join(File.pathSeparator, classPath), "dev.alluvium.sparkreader.SparkReader"));
        log = directory.resolve("spark.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(log.toFile());
        // Without it Spark looks the machine's name up, which need not resolve.
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        process = builder.start();
        requests = process.outputWriter(StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The rows that {@code sql} gives, where {@code {table}} stands for the table in that directory. */
    JsonNode sql(String table, String sql) throws IOException {
        return answer(table, sql).get("rows");
    }

    @Override
    public TableContent read(Path table) throws IOException {
        JsonNode answer = answer(table.toString(), "SELECT * FROM {table}");
        List<JsonNode> rows = new ArrayList<>();
        answer.get("rows").forEach(rows::add);
        return new TableContent(types(answer.get("schema").asText()), rows);
    }

    /** The columns of a schema in DDL, which stand between the commas that are in no brackets. */
    private static Map<String, String> types(String ddl) {
        Map<String, String> types = new LinkedHashMap<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i <= ddl.length(); i++) {
            char at = i < ddl.length() ? ddl.charAt(i) : ',';
            if (at == '<' || at == '(') {
                depth++;
            } else if (at == '>' || at == ')') {
                depth--;
            } else if (at == ',' && depth == 0) {
                String[] column = ddl.substring(begin, i).split(" ", 2);
                types.put(column[0], column[1]);
                begin = i + 1;
            }
        }
        return types;
    }

    private JsonNode answer(String table, String sql) throws IOException {
        requests.write(JSON.writeValueAsString(Map.of("table", table, "sql", sql)) + "\n");
        requests.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("Spark has ended; its log:\n" + Files.readString(log));
        }
        JsonNode answer = JSON.readTree(line);
        if (answer.has("error")) {
            throw new IOException("Spark: " + answer.get("error").asText());
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        requests.close();
        process.destroy();
    }
}
