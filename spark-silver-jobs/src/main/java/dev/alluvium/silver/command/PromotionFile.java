// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.alluvium.silver.spark.Promoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What to promote, as a file says it.
 *
 * @param tables in any order
 */
record PromotionFile(@JsonProperty(required = true) List<Promoted> tables) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

    PromotionFile {
        tables = List.copyOf(tables);
    }

    /** @throws IllegalArgumentException if the file cannot be read, or says what nobody understands */
    static PromotionFile read(Path file) {
        try {
            PromotionFile read = YAML.readValue(withVariables(Files.readString(file), file), PromotionFile.class);
            if (read.tables().isEmpty()) {
                throw new IllegalArgumentException(file + " names no table under tables");
            }
            return read;
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(
                    file + ": there is no setting " + path(e) + "; there is "
                            + new TreeSet<>(requireNonNull(e.getKnownPropertyIds())),
                    e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " could not be read: " + e.getMessage(), e);
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String withVariables(String text, Path file) {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher.replaceAll(found -> {
            String value = System.getenv(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException(
                        file + " wants the environment variable " + found.group(1) + ", which is not set");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
