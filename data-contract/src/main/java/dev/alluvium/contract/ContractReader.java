// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Reads contracts in YAML, and holds them against the schema of the standard. Safe for use by several threads. */
public final class ContractReader {
    private static final String SCHEMA = "odcs.schema.json";
    /** A key that stands twice would hide one of the two. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Compiled once: a connector reads its contract several times while it is checked and started. */
    private static final JsonSchema STANDARD = standard();

    private static JsonSchema standard() {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_PATH).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909)
                .getSchema(schemaText(), InputFormat.JSON, config);
    }

    private static String schemaText() {
        try (InputStream in = ContractReader.class.getResourceAsStream(SCHEMA)) {
            return new String(
                    Objects.requireNonNull(in, SCHEMA + " is missing from the jar")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws ContractException with all that is wrong, if it cannot be read or is no contract
     */
    public Contract read(Path file) {
        try {
            return read(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new ContractException(
                    file.toString(), List.of(new ContractFault("", "the file cannot be read: " + e)));
        }
    }

    /**
     * Reads a text.
     *
     * @param name for messages
     * @throws ContractException with all that is wrong, if it is no contract
     */
    public Contract read(String name, String text) {
        JsonNode root = root(name, text);
        List<ContractFault> faults = STANDARD.validate(root).stream()
                .map(message -> new ContractFault(
                        path(message.getInstanceLocation().toString()),
                        message.getMessage().replaceFirst("^\\$[^:]*: ", "")))
                .distinct()
                .toList();
        if (!faults.isEmpty()) {
            throw new ContractException(name, faults);
        }
        return new ContractNodes(root).contract();
    }

    private static JsonNode root(String name, String text) {
        try {
            return YAML.readTree(text);
        } catch (JacksonException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            String first = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new ContractException(name, List.of(new ContractFault("", "it is no YAML: " + first + where)));
        }
    }

    private static String path(String jsonPath) {
        return jsonPath.replaceFirst("^\\$\\.?", "");
    }
}
