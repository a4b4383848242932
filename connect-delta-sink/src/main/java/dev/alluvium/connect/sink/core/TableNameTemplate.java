// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names the table of a record: text with placeholders.
 *
 * <ul>
 *   <li><code>${topic}</code>, the whole topic, and <code>${topic[n]}</code>, one of its parts between points, counted from
 *       0, or from the end by -1, -2 and so on;
 *   <li><code>${1}</code> or <code>${group:name}</code>, a group of {@code delta.table.topic.regex};
 *   <li><code>${header:name}</code>, <code>${field:path}</code>, <code>${key:path}</code>, <code>${key}</code>: what the
 *       record holds there; <code>${field:after.shop|before.shop:-none}</code> takes the first that is there, or else
 *       {@code none}.
 * </ul>
 *
 * <p>For the topic {@code shop.public.orders}, the template <code>bronze/${topic[-1]}</code> names {@code bronze/orders}.
 */
public final class TableNameTemplate {
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._/-]*");
    private static final Pattern BAD_BEGIN_OF_SEGMENT = Pattern.compile("(?:^|/)[._-]");
    private static final String REMEDY =
            ". Change delta.table.name.template or delta.table.map, or rename the topic by a "
                    + "transform (RegexRouter)";

    private final String template;
    private final List<NamePart> parts;

    private TableNameTemplate(String template, List<NamePart> parts) {
        this.template = template;
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException that names every fault of the template */
    public static TableNameTemplate parse(String template) {
        List<String> faults = new ArrayList<>();
        List<NamePart> parts = parts(template, faults);
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
                            + ". Use text and the placeholders ${topic}, ${topic[0]}, ${topic[-1]}, ${1}, ${group:name}, "
                            + "${header:name}, ${field:path}, ${key:path}, ${key}");
        }
        return new TableNameTemplate(template, parts);
    }

    /** Whether all records of one topic go to the same table. */
    public boolean isOfTopicAlone() {
        return parts.stream().noneMatch(NamePart.FromRecord.class::isInstance);
    }

    /** The groups of {@code delta.table.topic.regex} that it asks for, by number or name. */
    public Set<String> groups() {
        return parts.stream()
                .filter(NamePart.Group.class::isInstance)
                .map(part -> ((NamePart.Group) part).name())
                .collect(Collectors.toSet());
    }

    /**
     * The path of the table of {@code source}, which is not necessarily a {@linkplain TableName good} one.
     *
     * @throws IllegalArgumentException if the record lacks what a placeholder stands for
     */
    public String path(NameSource source) {
        StringBuilder path = new StringBuilder();
        try {
            for (NamePart part : parts) {
                path.append(part.of(source));
            }
        } catch (IllegalArgumentException e) {
            throw failure(source, e.getMessage(), e);
        }
        return path.toString();
    }

    /** @throws IllegalArgumentException if {@code path}, which this template made of {@code source}, is no table's name */
    public TableName name(NameSource source, String path) {
        try {
            return new TableName(path);
        } catch (IllegalArgumentException e) {
            // What a record holds is not for messages.
            throw failure(source, isOfTopicAlone() ? e.getMessage() : TableName.RULE, e);
        }
    }

    /**
     * The table of {@code source}. Not cached: where {@link #isOfTopicAlone()}, ask once per topic.
     *
     * @throws IllegalArgumentException if the record lacks what a placeholder stands for, or that makes no table name
     */
    public TableName name(NameSource source) {
        return name(source, path(source));
    }

    private IllegalArgumentException failure(
            NameSource source, @Nullable String reason, IllegalArgumentException cause) {
        return new IllegalArgumentException(
                "Topic '" + source.topic() + "' has no table by the template '" + template + "': " + reason + REMEDY,
                cause);
    }

    @Override
    public String toString() {
        return template;
    }

    private static List<NamePart> parts(String template, List<String> faults) {
        List<NamePart> parts = new ArrayList<>();
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

    private static void addText(String text, List<NamePart> parts, List<String> faults) {
        if (!TEXT.matcher(text).matches()) {
            faults.add("'" + text + "' holds other characters than letters, digits, '.', '_', '-' and '/'");
        }
        if (!text.isEmpty()) {
            parts.add(new NamePart.Text(text));
        }
    }

    private static void addPlaceholder(String name, List<NamePart> parts, List<String> faults) {
        Optional<NamePart> part = NamePart.parse(name);
        part.ifPresentOrElse(parts::add, () -> faults.add("'${" + name + "}' is no placeholder"));
    }

    private static String sample(List<NamePart> parts) {
        StringBuilder sample = new StringBuilder();
        for (NamePart part : parts) {
            sample.append(part instanceof NamePart.Text text ? text.value() : "x");
        }
        return sample.toString();
    }
}
