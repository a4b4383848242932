// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;

/**
 * A contract to begin with, of what is known of some data.
 *
 * @param id of the contract
 * @param name of its only object
 */
public record ContractDraft(String id, String name, String physicalName, List<Field> fields) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    public ContractDraft {
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param logicalType as the standard names it, empty if it has no name for it
     * @param physicalType as the source names it
     * @param options of the logical type
     * @param description empty if there is none
     * @param inside the fields of an object; of an array its element, whose name does not matter
     */
    public record Field(
            String name,
            String logicalType,
            String physicalType,
            Map<String, String> options,
            boolean isRequired,
            String description,
            List<Field> inside) {
        public Field {
            options = Map.copyOf(options);
            inside = List.copyOf(inside);
        }
    }

    /** In YAML, as people will go on writing it. */
    public String yaml() {
        ObjectNode root = YAML.createObjectNode();
        root.put("kind", "DataContract").put("apiVersion", "v3.1.0");
        root.put("id", id).put("version", "0.1.0").put("status", "draft");
        ObjectNode object = root.putArray("schema").addObject();
        object.put("name", name).put("physicalName", physicalName).put("logicalType", "object");
        ArrayNode properties = object.putArray("properties");
        fields.forEach(field -> write(field, properties.addObject().put("name", field.name())));
        try {
            return YAML.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static void write(Field field, ObjectNode node) {
        put(node, "description", field.description());
        put(node, "logicalType", field.logicalType());
        put(node, "physicalType", field.physicalType());
        if (field.isRequired()) {
            node.put("required", true);
        }
        if (!field.options().isEmpty()) {
            field.options().forEach(node.putObject("logicalTypeOptions")::put);
        }
        if (field.logicalType().equals("array")) {
            field.inside().forEach(element -> write(element, node.putObject("items")));
        } else if (!field.inside().isEmpty()) {
            ArrayNode properties = node.putArray("properties");
            field.inside().forEach(inner -> write(inner, properties.addObject().put("name", inner.name())));
        }
    }

    private static void put(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }
}
