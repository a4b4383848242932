// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.alluvium.contract.ContractReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Our schema of contracts is in our own words: it must say what the standard's own says. */
class ContractSchemaIT {
    private static final int CONTRACTS = 3_000;
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> VALUES =
            List.of(("1 x true null [] {} -1 1.5 [a] array object string number kafka s3 a.b custom "
                            + "sql library text 0 [1,2] [1,1] date foreignKey sftp://x '2020-01-01'")
                    .split(" ", -1));

    private final Random random = new Random(20_261_127);

    @Test
    void acceptsAndRefusesWhatTheStandardDoes() throws IOException {
        String official = Files.readString(Components.required(
                "ALLUVIUM_ODCS_SCHEMA", "the schema of the Open Data Contract Standard, which .ci/odcs brings"));
        JsonSchema theirs = schema(official);
        JsonSchema ours = schema(resource(ContractReader.class, "odcs.schema.json"));
        JsonNode whole = YAML.readTree(resource(ContractSchemaIT.class, "every-part.odcs.yaml"));
        List<String> keys = keys(YAML.readTree(official));
        assertThat(theirs.validate(whole)).isEmpty();
        assertThat(ours.validate(whole)).isEmpty();

        int accepted = 0;
        for (int i = 0; i < CONTRACTS; i++) {
            JsonNode spoiled = whole.deepCopy();
            for (int n = random.nextInt(3); n >= 0; n -= 2) {
                spoil(spoiled, keys);
            }
            boolean isAccepted = theirs.validate(spoiled).isEmpty();
            assertThat(ours.validate(spoiled).isEmpty()).as(spoiled.toString()).isEqualTo(isAccepted);
            accepted += isAccepted ? 1 : 0;
        }
        assertThat(accepted).as("of both kinds").isBetween(CONTRACTS / 100, CONTRACTS / 2);
    }

    /** Takes something out, puts something else in its place, or adds something. */
    private void spoil(JsonNode contract, List<String> keys) throws IOException {
        List<JsonNode> inner = new ArrayList<>();
        collect(contract, inner);
        JsonNode parent = inner.get(random.nextInt(inner.size()));
        JsonNode value = YAML.readTree(VALUES.get(random.nextInt(VALUES.size())));
        boolean adds = random.nextInt(3) == 0;
        if (parent instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = adds || names.isEmpty()
                    ? keys.get(random.nextInt(keys.size()))
                    : names.get(random.nextInt(names.size()));
            if (!adds && random.nextBoolean()) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (parent instanceof ArrayNode array) {
            if (adds || array.isEmpty()) {
                array.add(value);
            } else if (random.nextBoolean()) {
                array.remove(random.nextInt(array.size()));
            } else {
                array.set(random.nextInt(array.size()), value);
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode()) {
            inner.add(node);
            node.forEach(child -> collect(child, inner));
        }
    }

    /** The names of all properties that a schema speaks of. */
    private static List<String> keys(JsonNode schema) {
        TreeSet<String> keys = new TreeSet<>();
        for (JsonNode properties : schema.findValues("properties")) {
            for (Iterator<String> names = properties.fieldNames(); names.hasNext(); ) {
                keys.add(names.next());
            }
        }
        return List.copyOf(keys);
    }

    private static JsonSchema schema(String text) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909).getSchema(text);
    }

    private static String resource(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
