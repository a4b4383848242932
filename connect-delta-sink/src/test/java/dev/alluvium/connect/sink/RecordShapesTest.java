// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.quality.Placeholder;
import dev.alluvium.connect.sink.core.EvolutionMode;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordShapesTest {
    private final RecordShapes shapes = new RecordShapes(Placeholder.of(Placeholder.DEFAULT), EvolutionMode.EVOLVE);

    @Test
    void makesOneShapePerPairOfSchemas() {
        Schema a = schema("a");
        Schema b = schema("b");
        RecordShape shape = shapes.shapeOf(Records.ofValue(a, new Struct(a)));

        for (int i = 0; i < 10; i++) {
            assertThat(shapes.shapeOf(Records.ofValue(a, new Struct(a)))).isSameAs(shape);
            assertThat(shapes.shapeOf(Records.ofValue(b, new Struct(b)))).isNotSameAs(shape);
            assertThat(shapes.shapeOf(Records.of(Schema.STRING_SCHEMA, "k", a, new Struct(a))))
                    .isNotSameAs(shape);
        }
        assertThat(shapes.made()).isEqualTo(3);
    }

    @Test
    void knowsASchemaThatIsMadeAnewForEachRecord() {
        RecordShape shape = shapes.shapeOf(Records.ofValue(schema("a"), new Struct(schema("a"))));

        for (int i = 0; i < 5_000; i++) {
            Schema again = schema("a");
            assertThat(shapes.shapeOf(Records.ofValue(again, new Struct(again))))
                    .isSameAs(shape);
        }
        assertThat(shapes.made()).isEqualTo(1);
    }

    @Test
    void readsAStructOfAnEqualSchema() {
        RecordReader reader = new RecordReader();
        reader.read(record(schema("a"), "first"), Records.SESSION, Records.TABLE);
        var row = reader.read(record(schema("a"), "second"), Records.SESSION, Records.TABLE);

        assertThat(Records.emitted(row, row.shape().schema())).containsEntry("a", "second");
        assertThat(reader.shapesMade()).isEqualTo(1);
    }

    @Test
    void tellsKindsWithoutASchemaApart() {
        RecordShape none = shapes.shapeOf(Records.ofValue(null, null));
        RecordShape json = shapes.shapeOf(Records.ofValue(null, Map.of()));
        RecordShape bytes = shapes.shapeOf(Records.ofValue(null, new byte[0]));

        assertThat(none).isNotSameAs(json).isNotSameAs(bytes);
        assertThat(json).isNotSameAs(bytes);
        assertThat(shapes.shapeOf(Records.ofValue(null, "x"))).isSameAs(json);
        assertThat(shapes.shapeOf(Records.ofValue(null, null))).isSameAs(none);
        assertThat(shapes.made()).isEqualTo(3);
    }

    @Test
    void makesAShapeOfATombstoneOnce() {
        Schema a = schema("a");
        for (int i = 0; i < 10; i++) {
            shapes.shapeOf(Records.ofValue(a, new Struct(a)));
            shapes.shapeOf(Records.ofValue(null, null));
        }
        assertThat(shapes.made()).isEqualTo(2);
    }

    @Test
    void survivesMoreSchemasThanItKeeps() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_500; i++) {
                Schema schema = schema("f" + i);
                RecordShape shape = shapes.shapeOf(Records.ofValue(schema, new Struct(schema)));
                assertThat(shape.schema().columns().get(0).name()).isEqualTo("f" + i);
            }
        }
        assertThat(shapes.made()).isGreaterThanOrEqualTo(1_500);
    }

    private static SinkRecord record(Schema schema, String value) {
        return Records.ofValue(schema, new Struct(schema).put("a", value));
    }

    private static Schema schema(String field) {
        return SchemaBuilder.struct()
                .field(field, Schema.OPTIONAL_STRING_SCHEMA)
                .build();
    }
}
