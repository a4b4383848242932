// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.protect.TextProtection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of records in which values are protected: a field of another type becomes one of texts where a text is shown of it. Made
 * once for each schema. Safe for use by several threads.
 */
final class ProtectedSchemas {
    private static final int MAX_KEPT = 100;

    private final ProtectedPaths paths;
    private final Map<Schema, Schema> made = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Schema, Schema> eldest) {
            return size() > MAX_KEPT;
        }
    });

    ProtectedSchemas(ProtectedPaths paths) {
        this.paths = paths;
    }

    /** @return the same one if nothing in it becomes another type */
    Schema of(Schema schema) {
        return made.computeIfAbsent(schema, given -> of(given, paths));
    }

    private static Schema of(Schema schema, ProtectedPaths paths) {
        if (paths.here().isPresent()) {
            return paths.here().get() instanceof TextProtection && !isPlainText(schema) ? text(schema) : schema;
        }
        return switch (schema.type()) {
            case STRUCT -> struct(schema, paths);
            case ARRAY -> {
                Schema elements = inside(schema.valueSchema(), paths.elements());
                yield elements == schema.valueSchema() ? schema : like(schema, SchemaBuilder.array(elements));
            }
            case MAP -> {
                Schema values = inside(schema.valueSchema(), paths.values());
                yield values == schema.valueSchema()
                        ? schema
                        : like(schema, SchemaBuilder.map(schema.keySchema(), values));
            }
            default -> schema;
        };
    }

    private static Schema inside(Schema schema, @Nullable ProtectedPaths paths) {
        return paths == null ? schema : of(schema, paths);
    }

    private static Schema struct(Schema schema, ProtectedPaths paths) {
        SchemaBuilder builder = SchemaBuilder.struct();
        boolean isChanged = false;
        for (Field field : schema.fields()) {
            Schema fieldSchema = inside(field.schema(), paths.field(field.name()));
            isChanged |= fieldSchema != field.schema();
            builder.field(field.name(), fieldSchema);
        }
        return isChanged ? like(schema, builder) : schema;
    }

    /** A default would be of the former type, and may be what is to be hidden. */
    private static Schema like(Schema schema, SchemaBuilder builder) {
        if (schema.name() != null) {
            builder.name(schema.name());
        }
        if (schema.version() != null) {
            builder.version(schema.version());
        }
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return withDocumentation(schema, builder);
    }

    private static Schema text(Schema schema) {
        return withDocumentation(schema, SchemaBuilder.string());
    }

    private static Schema withDocumentation(Schema schema, SchemaBuilder builder) {
        if (schema.doc() != null) {
            builder.doc(schema.doc());
        }
        return (schema.isOptional() ? builder.optional() : builder).build();
    }

    /** A text of a type that has a name, as a UUID, may be none of that type any more. */
    private static boolean isPlainText(Schema schema) {
        return schema.type() == Schema.Type.STRING && schema.name() == null && schema.defaultValue() == null;
    }
}
