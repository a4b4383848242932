// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Other people's readers of Delta tables, each started when it is asked for first. */
final class Readers implements AutoCloseable {

    enum Engine {
        SPARK,
        TRINO,
        PYTHON
    }

    private final Path directory;
    private final Map<Engine, TableReader> started = new EnumMap<>(Engine.class);

    /** @param directory for what they write themselves: logs, and Trino's metastore */
    Readers(Path directory) {
        this.directory = directory;
    }

    /** Skips the test, or fails it, where the engine is not installed: see {@link Components}. */
    TableReader of(Engine engine) throws IOException {
        TableReader reader = started.get(engine);
        if (reader == null) {
            reader = switch (engine) {
                case SPARK -> new SparkProcess(directory);
                case TRINO -> new TrinoReader(directory);
                case PYTHON -> new PythonReader(directory);
            };
            started.put(engine, reader);
        }
        return reader;
    }

    /** As {@link #of}, for what is to be asked of Trino alone. */
    TrinoReader trino() throws IOException {
        return (TrinoReader) of(Engine.TRINO);
    }

    @Override
    public void close() throws IOException {
        for (TableReader reader : started.values()) {
            reader.close();
        }
    }
}
