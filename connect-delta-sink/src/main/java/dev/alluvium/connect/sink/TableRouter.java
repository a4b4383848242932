// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.NameSource;
import dev.alluvium.connect.sink.core.Routes;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableNameTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables of records: once per topic, if the topic decides. The topic is the one after transforms: they are how
 * users rename. Where a record goes depends on the record and the settings alone, so that each replay goes the same way.
 */
final class TableRouter {
    /** Names that come from fields may be without end: then begin again, at the price of making them once more. */
    private static final int MAX_KEPT_NAMES = 10_000;

    private final Routes routes;
    private final Map<String, TopicRoute> topics = new HashMap<>();
    private final Map<String, TableName> names = new HashMap<>();
    private @Nullable TopicRoute last;

    /** @param always where all records of the topic go; null if each has to be asked */
    private record TopicRoute(
            String topic,
            List<TableNameTemplate> templates,
            Optional<Matcher> groups,
            @Nullable Routed always) {}

    TableRouter(Routes routes) {
        this.routes = routes;
    }

    @SuppressWarnings({"ReferenceEquality", "StringEquality"
    }) // Connect gives all records of a batch the same text; others are looked up.
    Routed route(SinkRecord record) {
        TopicRoute route = last;
        if (route == null || route.topic != record.topic()) {
            route = topics.get(record.topic());
            if (route == null) {
                route = find(record);
                topics.put(record.topic(), route);
            }
            last = route;
        }
        return route.always == null ? ask(route, record) : route.always;
    }

    /** The tables that all records of a topic go to; empty if that is for each record to say. */
    Optional<Set<TableName>> always(String topic) {
        TopicRoute route = find(new SinkRecord(topic, 0, null, null, null, null, 0));
        return Optional.ofNullable(route.always).map(routed -> Set.copyOf(routed.tables()));
    }

    private TopicRoute find(SinkRecord record) {
        String topic = record.topic();
        List<TableNameTemplate> templates = routes.of(topic);
        Optional<Matcher> groups =
                routes.regex().map(pattern -> pattern.matcher(topic)).filter(Matcher::matches);
        TopicRoute open = new TopicRoute(topic, templates, groups, null);
        return templates.stream().allMatch(TableNameTemplate::isOfTopicAlone)
                ? new TopicRoute(topic, templates, groups, ask(open, record))
                : open;
    }

    private Routed ask(TopicRoute route, SinkRecord record) {
        NameSource source = new RecordNames(record, route.groups);
        if (route.templates.size() == 1) {
            return ask(route.templates.get(0), source);
        }
        List<TableName> tables = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (TableNameTemplate template : route.templates) {
            Routed one = ask(template, source);
            one.tables().stream().filter(table -> !tables.contains(table)).forEach(tables::add);
            one.fault().ifPresent(fault -> faults.add(fault.reason()));
        }
        return new Routed(
                List.copyOf(tables),
                faults.isEmpty() ? Optional.empty() : Optional.of(fault(String.join("; ", faults))));
    }

    private Routed ask(TableNameTemplate template, NameSource source) {
        TableName table;
        try {
            table = name(template, source);
        } catch (IllegalArgumentException e) {
            return new Routed(List.of(), Optional.of(fault(String.valueOf(e.getMessage()))));
        }
        if (Rejects.isReserved(table)) {
            String which = template.isOfTopicAlone() ? "the table '" + table + "'" : "a table by '" + template + "'";
            return new Routed(
                    List.of(),
                    Optional.of(fault("Topic '" + source.topic() + "' goes to " + which + ", but names that end in "
                            + Rejects.SUFFIX + " are those of rejects tables. Route it to another table")));
        }
        return new Routed(List.of(table), Optional.empty());
    }

    private TableName name(TableNameTemplate template, NameSource source) {
        String path = template.path(source);
        TableName known = names.get(path);
        if (known == null) {
            known = template.name(source, path);
            if (names.size() >= MAX_KEPT_NAMES) {
                names.clear();
            }
            names.put(path, known);
        }
        return known;
    }

    private static BadRecordException fault(String reason) {
        return new BadRecordException(BadRecordException.Stage.ROUTE, null, reason, null);
    }
}
