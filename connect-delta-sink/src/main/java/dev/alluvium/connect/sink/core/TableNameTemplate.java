// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the table of a topic: text with the placeholders {@code ${topic}}, the whole topic, and {@code ${topic[n]}}, one
 * of its parts between points, counted from 0, or from the end by -1, -2 and so on.
 *
 * <p>For the topic {@code shop.public.orders}, the template {@code bronze/${topic[-1]}} names {@code bronze/orders}.
 */
public final class TableNameTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("topic(?:\\[(-?[0-9]{1,4})])?");
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._/-]*");
    private static final Pattern BAD_BEGIN_OF_SEGMENT = Pattern.compile("(?:^|/)[._-]");

    private final String template;
    private final List<Part> parts;

    private TableNameTemplate(String template, List<Part> parts) {
        this.template = template;
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException that names every fault of the template */
    public static TableNameTemplate parse(String template) {
        List<String> faults = new ArrayList<>();
        List<Part> parts = parts(template, faults);
        if (template.isEmpty()) {
            faults.add("it is empty");
        }
        // Any placeholder stands for at least one good character, so this finds exactly what the text itself does
        // wrong.
        String sample = sample(parts);
        if (sample.startsWith("/") || sample.endsWith("/") || sample.contains("//")) {
            faults.add("a part between slashes is empty");
        }
        if (BAD_BEGIN_OF_SEGMENT.matcher(sample).find()) {
            faults.add("a part between slashes begins with '.', '_' or '-' instead of a letter or a digit");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + template + "' is no template for table names: " + String.join("; ", faults)
                            + ". Use text and the placeholders ${topic}, ${topic[0]}, ${topic[-1]}");
        }
        return new TableNameTemplate(template, parts);
    }

    /**
     * The table of {@code topic}. Not cached: ask once per topic.
     *
     * @throws IllegalArgumentException if the topic lacks a part, or if a part makes no table name
     */
    public TableName name(String topic) {
        String[] segments = topic.split("\\.", -1);
        StringBuilder path = new StringBuilder();
        for (Part part : parts) {
            path.append(part.of(topic, segments, template));
        }
        try {
            return new TableName(path.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Topic '" + topic + "' has no table by the template '" + template + "': " + e.getMessage()
                            + ". Change delta.table.name.template, or rename the topic by a transform (RegexRouter)",
                    e);
        }
    }

    @Override
    public String toString() {
        return template;
    }

    private static List<Part> parts(String template, List<String> faults) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf("${", at);
            addText(template.substring(at, open < 0 ? template.length() : open), parts, faults);
            if (open < 0) {
                break;
            }
            int close = template.indexOf('}', open);
            if (close < 0) {
                faults.add("'" + template.substring(open) + "' is not closed by '}'");
                break;
            }
            addPlaceholder(template.substring(open + 2, close), parts, faults);
            at = close + 1;
        }
        return parts;
    }

    private static void addText(String text, List<Part> parts, List<String> faults) {
        if (!TEXT.matcher(text).matches()) {
            faults.add("'" + text + "' holds other characters than letters, digits, '.', '_', '-' and '/'");
        }
        if (!text.isEmpty()) {
            parts.add(new Text(text));
        }
    }

    private static void addPlaceholder(String name, List<Part> parts, List<String> faults) {
        Matcher matcher = PLACEHOLDER.matcher(name);
        if (!matcher.matches()) {
            faults.add("'${" + name + "}' is no placeholder");
        } else if (matcher.group(1) == null) {
            parts.add(new Topic());
        } else {
            parts.add(new Segment(Integer.parseInt(matcher.group(1))));
        }
    }

    private static String sample(List<Part> parts) {
        StringBuilder sample = new StringBuilder();
        for (Part part : parts) {
            sample.append(part instanceof Text text ? text.value() : "x");
        }
        return sample.toString();
    }

    private sealed interface Part {
        String of(String topic, String[] segments, String template);
    }

    private record Text(String value) implements Part {
        @Override
        public String of(String topic, String[] segments, String template) {
            return value;
        }
    }

    private record Topic() implements Part {
        @Override
        public String of(String topic, String[] segments, String template) {
            return topic;
        }
    }

    private record Segment(int index) implements Part {
        @Override
        public String of(String topic, String[] segments, String template) {
            int place = index < 0 ? segments.length + index : index;
            if (place < 0 || place >= segments.length) {
                throw new IllegalArgumentException("Topic '" + topic + "' has " + segments.length
                        + " part(s) between points, so it has no ${topic[" + index + "]} for the template '" + template
                        + "'. Change delta.table.name.template, or rename the topic by a transform (RegexRouter)");
            }
            return segments[place];
        }
    }
}
