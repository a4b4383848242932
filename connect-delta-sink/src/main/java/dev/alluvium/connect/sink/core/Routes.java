// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules by which records find their tables.
 *
 * @param template names the table of every topic that {@code map} does not
 * @param regex its groups are there for the templates to use; a topic that it does not match has none of them
 * @param map the templates of single topics: as many tables for each as it names
 */
public record Routes(TableNameTemplate template, Optional<Pattern> regex, Map<String, List<TableNameTemplate>> map) {
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");

    public Routes {
        map = Map.copyOf(map);
    }

    public static Routes of(TableNameTemplate template) {
        return new Routes(template, Optional.empty(), Map.of());
    }

    /** The templates that name the tables of {@code topic}; at least one. */
    public List<TableNameTemplate> of(String topic) {
        List<TableNameTemplate> mapped = map.get(topic);
        return mapped == null ? List.of(template) : mapped;
    }

    /**
     * Parses {@code topic:table,topic:table}, where each table is a template; a topic may stand in it several times.
     *
     * @throws IllegalArgumentException that names every fault
     */
    public static Map<String, List<TableNameTemplate>> parseMap(String text) {
        Map<String, List<TableNameTemplate>> map = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            String pair = entry.strip();
            int colon = pair.indexOf(':');
            if (pair.isEmpty() && text.isBlank()) {
                continue;
            }
            if (colon < 1) {
                faults.add("'" + pair + "' is no pair of a topic and a table, parted by ':'");
                continue;
            }
            try {
                map.computeIfAbsent(pair.substring(0, colon).strip(), topic -> new ArrayList<>())
                        .add(TableNameTemplate.parse(pair.substring(colon + 1).strip()));
            } catch (IllegalArgumentException e) {
                faults.add(e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("cannot be read: " + String.join("; ", faults));
        }
        return map;
    }

    /** @throws IllegalArgumentException if it is no regular expression */
    public static Pattern parseRegex(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "is no regular expression of Java: " + e.getDescription() + " near index " + e.getIndex(), e);
        }
    }

    /** Whether records of one topic may go to several tables. */
    public boolean fanOut() {
        return !template.isOfTopicAlone()
                || map.values().stream()
                        .anyMatch(templates ->
                                templates.size() > 1 || !templates.get(0).isOfTopicAlone());
    }

    /** What templates ask of {@code regex} and it does not have; empty if they go together. */
    public Set<String> unknownGroups() {
        Set<String> unknown = new TreeSet<>(template.groups());
        map.values().forEach(templates -> templates.forEach(each -> unknown.addAll(each.groups())));
        regex.ifPresent(pattern -> {
            int count = pattern.matcher("").groupCount();
            Matcher named = NAMED_GROUP.matcher(pattern.pattern());
            while (named.find()) {
                unknown.remove(named.group(1));
            }
            unknown.removeIf(group -> Character.isDigit(group.charAt(0)) && Integer.parseInt(group) <= count);
        });
        return unknown;
    }
}
