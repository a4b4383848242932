// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.contract.Contract.Agreement;
import dev.alluvium.contract.Contract.DataSet;
import dev.alluvium.contract.Contract.Property;
import dev.alluvium.contract.Contract.Quality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Takes a contract apart that is right by its schema. */
final class ContractNodes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> OPERATORS = List.of(
            "mustBe",
            "mustNotBe",
            "mustBeGreaterThan",
            "mustBeGreaterOrEqualTo",
            "mustBeLessThan",
            "mustBeLessOrEqualTo",
            "mustBeBetween",
            "mustNotBeBetween");

    private final JsonNode root;

    ContractNodes(JsonNode root) {
        this.root = root;
    }

    Contract contract() {
        return new Contract(
                text(root, "id"),
                text(root, "version"),
                text(root, "status"),
                all(root, "schema", "", this::dataSet),
                all(root, "slaProperties", "", ContractNodes::agreement));
    }

    private static <T> List<T> all(JsonNode parent, String name, String path, BiFunction<JsonNode, String, T> make) {
        List<T> made = new ArrayList<>();
        for (JsonNode node : parent.path(name)) {
            made.add(make.apply(node, path + (path.isEmpty() ? "" : ".") + name + "[" + made.size() + "]"));
        }
        return made;
    }

    private static Agreement agreement(JsonNode node, String path) {
        return new Agreement(path, text(node, "property"), (text(node, "value") + " " + text(node, "unit")).strip());
    }

    private DataSet dataSet(JsonNode node, String path) {
        String name = text(node, "name");
        return new DataSet(
                path,
                name,
                node.has("physicalName") ? text(node, "physicalName") : name,
                all(node, "properties", path, (property, at) -> property(property, at, "")),
                all(node, "quality", path, ContractNodes::quality),
                all(node, "relationships", path, ContractNodes::relationship),
                custom(node));
    }

    private Property property(JsonNode node, String path, String parent) {
        String field = parent + text(node, "name");
        return typed(node, path, field);
    }

    private Property typed(JsonNode node, String path, String field) {
        List<Property> inside = all(node, "properties", path, (property, at) -> property(property, at, field + "."));
        if (node.has("items")) {
            inside = List.of(typed(node.get("items"), path + ".items", field + "[*]"));
        }
        return new Property(
                path,
                field,
                text(node, "logicalType"),
                node.path("required").asBoolean(),
                node.path("unique").asBoolean(),
                node.path("primaryKey").asBoolean(),
                text(node, "classification"),
                map(node.path("logicalTypeOptions")),
                all(node, "quality", path, ContractNodes::quality),
                all(node, "relationships", path, ContractNodes::relationship),
                inside,
                custom(node));
    }

    private static Quality quality(JsonNode node, String path) {
        String operator = OPERATORS.stream().filter(node::has).findFirst().orElse("");
        JsonNode implementation = node.path("implementation");
        String type = node.has("type") ? text(node, "type") : node.has("metric") ? "library" : "text";
        return new Quality(
                path,
                node.has("name") ? text(node, "name") : text(node, "id"),
                type,
                type.equals("custom") ? text(node, "engine") : text(node, "metric"),
                operator,
                operator.isEmpty() ? "" : plain(node.get(operator)),
                text(node, "unit"),
                type.equals("sql")
                        ? text(node, "query")
                        : type.equals("custom") ? plain(implementation) : text(node, "description"),
                map(implementation.isObject() ? implementation : node.path("arguments")),
                custom(node));
    }

    private static String relationship(JsonNode node, String path) {
        return (node.has("from") ? plain(node.get("from")) + " -> " : "") + plain(node.path("to"));
    }

    private static Map<String, Object> custom(JsonNode node) {
        Map<String, Object> custom = new LinkedHashMap<>();
        for (JsonNode property : node.path("customProperties")) {
            if (!property.path("value").isNull()) {
                custom.put(text(property, "property"), MAPPER.convertValue(property.get("value"), Object.class));
            }
        }
        return custom;
    }

    private static Map<String, Object> map(JsonNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                map.put(field.getKey(), MAPPER.convertValue(field.getValue(), Object.class));
            }
        });
        return map;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    private static String plain(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
