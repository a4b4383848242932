// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A piece of a {@link TableNameTemplate}: text, or a placeholder. */
sealed interface NamePart {
    /** Where a placeholder is looked up. */
    enum Kind {
        HEADER,
        FIELD,
        KEY
    }

    /** What it stands for; {@link IllegalArgumentException} if {@code source} has nothing for it. */
    String of(NameSource source);

    record Text(String value) implements NamePart {
        @Override
        public String of(NameSource source) {
            return value;
        }
    }

    record Topic() implements NamePart {
        @Override
        public String of(NameSource source) {
            return source.topic();
        }
    }

    record Segment(int index) implements NamePart {
        @Override
        public String of(NameSource source) {
            String[] segments = source.topic().split("\\.", -1);
            int place = index < 0 ? segments.length + index : index;
            if (place < 0 || place >= segments.length) {
                throw new IllegalArgumentException(
                        "it has " + segments.length + " part(s) between points, so it has no ${topic[" + index + "]}");
            }
            return segments[place];
        }
    }

    record Group(String name) implements NamePart {
        @Override
        public String of(NameSource source) {
            return source.group(name);
        }
    }

    /** The first of {@code places} that the record has, or else {@code fallback}. */
    record FromRecord(Kind kind, List<String> places, Optional<String> fallback) implements NamePart {
        /** What a record says must not reach another directory than the template's: no slash. */
        private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]+");

        @Override
        public String of(NameSource source) {
            String found = find(source);
            if (!SAFE.matcher(found).matches()) {
                throw new IllegalArgumentException("what its " + name() + " " + places
                        + " holds is no part of a table's name: only letters, digits, '.', '_' and '-' are");
            }
            return found;
        }

        private String find(NameSource source) {
            IllegalArgumentException missing = null;
            for (String place : places) {
                try {
                    return look(source, place);
                } catch (IllegalArgumentException e) {
                    missing = e;
                }
            }
            IllegalArgumentException last =
                    missing == null ? new IllegalArgumentException("nothing to look for") : missing;
            return fallback.orElseThrow(() -> last);
        }

        private String look(NameSource source, String place) {
            return switch (kind) {
                case HEADER -> source.header(place);
                case FIELD -> source.field(place);
                case KEY -> source.key(place);
            };
        }

        private String name() {
            return kind == Kind.KEY ? "key field" : kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Parses what stands between <code>${</code> and <code>}</code>; empty if it is no placeholder. */
    static Optional<NamePart> parse(String placeholder) {
        Matcher topic = Syntax.TOPIC.matcher(placeholder);
        if (topic.matches()) {
            String index = topic.group(1);
            return Optional.of(index == null ? new Topic() : new Segment(Integer.parseInt(index)));
        }
        if (Syntax.GROUP.matcher(placeholder).matches()) {
            return Optional.of(new Group(placeholder.startsWith("group:") ? placeholder.substring(6) : placeholder));
        }
        if (placeholder.equals("key")) {
            return Optional.of(new FromRecord(Kind.KEY, List.of(""), Optional.empty()));
        }
        Matcher record = Syntax.RECORD.matcher(placeholder);
        if (record.matches()) {
            Kind kind = Kind.valueOf(record.group(1).toUpperCase(Locale.ROOT));
            return Optional.of(
                    new FromRecord(kind, List.of(record.group(2).split("\\|")), Optional.ofNullable(record.group(3))));
        }
        return Optional.empty();
    }

    /** How placeholders are written. */
    final class Syntax {
        private static final Pattern TOPIC = Pattern.compile("topic(?:\\[(-?[0-9]{1,4})])?");
        private static final Pattern GROUP = Pattern.compile("[0-9]{1,2}|group:[A-Za-z][A-Za-z0-9]*");
        private static final Pattern RECORD =
                Pattern.compile("(header|field|key):([^|:,{}]+(?:\\|[^|:,{}]+)*)(?::-([A-Za-z0-9][A-Za-z0-9._-]*))?");

        private Syntax() {}
    }
}
