// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.NameSource;
import dev.alluvium.connect.sink.core.Routes;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableNameTemplate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Finds what the settings of routing get wrong together. */
final class RouteCheck {
    private static final String TRANSFORMS = "transforms";

    private final Map<String, ConfigValue> values;
    private final Routes routes;
    /** By their names without regard to case. */
    private final Map<String, TableName> tables = new TreeMap<>();

    private RouteCheck(Map<String, ConfigValue> values, Routes routes) {
        this.values = values;
        this.routes = routes;
    }

    /** Adds what it finds to {@code values}. What a setting gets wrong by itself must have been found before. */
    static void check(Map<String, ConfigValue> values, Map<String, String> props) {
        String template = good(values, SinkConfigDef.TABLE_NAME_TEMPLATE);
        String regex = good(values, RouteConfigDef.TOPIC_REGEX);
        String map = good(values, RouteConfigDef.MAP);
        if (template == null || regex == null || map == null) {
            return;
        }
        Optional<Pattern> pattern = regex.isEmpty() ? Optional.empty() : Optional.of(Routes.parseRegex(regex));
        RouteCheck check =
                new RouteCheck(values, new Routes(TableNameTemplate.parse(template), pattern, Routes.parseMap(map)));
        check.groups();
        String topics = props.get(SinkTask.TOPICS_CONFIG);
        // Transforms may rename topics, so with transforms only records can tell.
        if (topics != null && !props.containsKey(TRANSFORMS)) {
            check.topics(topics);
        }
    }

    private static @Nullable String good(Map<String, ConfigValue> values, String key) {
        ConfigValue value = values.get(key);
        return value == null || !value.errorMessages().isEmpty() ? null : String.valueOf(value.value());
    }

    private void groups() {
        Set<String> unknown = routes.unknownGroups();
        if (!unknown.isEmpty()) {
            fault(
                    RouteConfigDef.TOPIC_REGEX,
                    "has no groups " + unknown + ", which the names of tables ask for: number or name them as it does");
        }
    }

    private void topics(String list) {
        Set<String> topics = new LinkedHashSet<>();
        for (String topic : list.split(",", -1)) {
            if (!topic.isBlank()) {
                topics.add(topic.strip());
            }
        }
        for (String topic : topics) {
            for (TableNameTemplate template : routes.of(topic)) {
                topic(topic, template);
            }
        }
        tables.values().forEach(this::inside);
        routes.map().keySet().stream()
                .filter(topic -> !topics.contains(topic))
                .sorted()
                .forEach(topic -> fault(
                        RouteConfigDef.MAP, "names the topic '" + topic + "', which is not among those of topics"));
    }

    private void topic(String topic, TableNameTemplate template) {
        if (!template.isOfTopicAlone() || !routes.unknownGroups().isEmpty()) {
            return;
        }
        try {
            TableName table = template.name(new TopicNames(topic, routes));
            TableName like = tables.putIfAbsent(table.path().toLowerCase(Locale.ROOT), table);
            if (like != null && !like.equals(table)) {
                unsuitable("'" + like + "' and '" + table
                        + "' differ in case only, which catalogues and some file systems take for one name");
            }
        } catch (IllegalArgumentException e) {
            unsuitable(String.valueOf(e.getMessage()));
        }
    }

    private void inside(TableName table) {
        for (TableName other : List.copyOf(tables.values())) {
            if (table.isInside(other)) {
                unsuitable("the table '" + table + "' would lie inside of the table '" + other
                        + "', where cleaning one (VACUUM) destroys the other");
            }
        }
    }

    private void unsuitable(String why) {
        fault(SinkConfigDef.TABLE_NAME_TEMPLATE, "does not suit topics: " + why);
    }

    private void fault(String key, String fault) {
        ConfigValue value = values.get(key);
        if (value != null) {
            value.addErrorMessage(key + " " + fault);
        }
    }

    /** A topic of which no record is known. */
    private record TopicNames(String topic, Routes routes) implements NameSource {
        @Override
        public String group(String group) {
            Matcher groups = routes.regex()
                    .map(pattern -> pattern.matcher(topic))
                    .filter(Matcher::matches)
                    .orElseThrow(() -> new IllegalArgumentException("it does not match " + RouteConfigDef.TOPIC_REGEX));
            return RecordNames.group(groups, group);
        }
    }
}
