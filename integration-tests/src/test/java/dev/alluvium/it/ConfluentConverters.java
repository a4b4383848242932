// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Confluent's converters where somebody has installed them: they are on Confluent's own repository alone, so that no build
 * can be asked to have them, and {@code ALLUVIUM_COMPONENTS=required} does not ask for them either.
 */
final class ConfluentConverters {
    private static final String VARIABLE = "ALLUVIUM_CONFLUENT_CONVERTERS";

    private ConfluentConverters() {}

    /** A directory of {@code plugin.path}. */
    static Optional<Path> plugins() {
        return Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).map(plugins -> {
            if (!Files.isDirectory(plugins)) {
                throw new IllegalStateException(VARIABLE + " names no directory");
            }
            return plugins;
        });
    }

    /** Skips the test that asks where they are not installed. */
    static void orSkip() {
        Assumptions.assumeTrue(
                plugins().isPresent(),
                VARIABLE
                        + " names no directory of plugin.path with Confluent's converters, which are not on Maven Central");
    }

    /** Values as Protobuf, for a sink. */
    static Map<String, String> protobuf(SchemaRegistry registry) {
        return Map.of(
                "value.converter",
                "io.confluent.connect.protobuf.ProtobufConverter",
                "value.converter.schema.registry.url",
                registry.confluentUrl());
    }

    /** Keys and values as Avro, for a source or a sink. */
    static Map<String, String> avro(SchemaRegistry registry) {
        Map<String, String> config = new HashMap<>();
        for (String part : new String[] {"key", "value"}) {
            config.put(part + ".converter", "io.confluent.connect.avro.AvroConverter");
            config.put(part + ".converter.schema.registry.url", registry.confluentUrl());
        }
        return config;
    }
}
