// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import dev.alluvium.connect.quality.QualityGate;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a quality gate of ten rules costs for a record that all of them hold for: time, and what is allocated.
 *
 * <p>Run by {@code benchmarks/run QualityCost}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QualityCost {
    private static final int FIELDS = 20;
    private static final String LINES = "lines";

    /** How the record comes. */
    @Param({"STRUCT", "MAP", "ENVELOPE", "NESTED_STRUCT", "NESTED_MAP"})
    public Form form = Form.STRUCT;

    /** How a record comes to the gate. */
    public enum Form {
        STRUCT,
        MAP,
        /** Debezium's, around the Struct. */
        ENVELOPE,
        /** The rules are about fields of ten elements of an array. */
        NESTED_STRUCT,
        NESTED_MAP
    }

    private final QualityGate.Value<SinkRecord> gate = new QualityGate.Value<>();
    private SinkRecord record = new SinkRecord("none", 0, null, null, null, null, 0);

    @Setup
    public void setUp() {
        boolean isNested = form.name().startsWith("NESTED");
        gate.configure(rules(isNested ? LINES + "[*]." : ""));
        record = new SinkRecord("orders", 0, null, null, schema(), value(), 0);
        SinkRecord passed = gate.apply(record);
        if (passed == null || !passed.headers().isEmpty()) {
            throw new IllegalStateException("the rules are to hold for the record");
        }
    }

    @Benchmark
    public @Nullable SinkRecord tenRules() {
        return gate.apply(record);
    }

    private static Map<String, String> rules(String prefix) {
        Map<String, String> rules = new TreeMap<>();
        List<String> checks = List.of(
                "check=not_null field=id",
                "check=type field=id type=integer",
                "check=range field=quantity min=1 max=1000",
                "check=range field=price min=0",
                "check=range field=weight min=0 below=100",
                "check=length field=name min=1 max=100",
                "check=one_of field=state values=new,paid,shipped",
                "check=format field=email format=email",
                "check=precision field=price precision=12 scale=2",
                "check=recent field=at max.ahead.ms=60000");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < checks.size(); i++) {
            names.append(i == 0 ? "r" : ",r").append(i);
            for (String part : checks.get(i).split(" ", -1)) {
                String[] setting = part.split("=", 2);
                String value = setting[0].equals("field") ? prefix + setting[1] : setting[1];
                rules.put("rule.r" + i + "." + setting[0], value);
            }
        }
        rules.put("rules", names.toString());
        return rules;
    }

    private static Schema row() {
        SchemaBuilder row = SchemaBuilder.struct()
                .optional()
                .field("id", Schema.INT64_SCHEMA)
                .field("quantity", Schema.INT32_SCHEMA)
                .field("price", Decimal.schema(2))
                .field("weight", Schema.FLOAT64_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("state", Schema.STRING_SCHEMA)
                .field("email", Schema.OPTIONAL_STRING_SCHEMA)
                .field("at", Schema.INT64_SCHEMA);
        for (int i = row.fields().size(); i < FIELDS; i++) {
            row.field("other" + i, Schema.OPTIONAL_STRING_SCHEMA);
        }
        return row.build();
    }

    private static Map<String, Object> fields() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("id", 7_000_000L);
        fields.put("quantity", 3);
        fields.put("price", new BigDecimal("1299.95"));
        fields.put("weight", 12.5);
        fields.put("name", "A thing of some length");
        fields.put("state", "shipped");
        fields.put("email", "ada.lovelace@example.com");
        fields.put("at", 1_700_000_000_000L);
        for (int i = fields.size(); i < FIELDS; i++) {
            fields.put("other" + i, "other " + i);
        }
        return fields;
    }

    private static Struct struct(Schema schema) {
        Struct struct = new Struct(schema);
        fields().forEach(struct::put);
        return struct;
    }

    private @Nullable Schema schema() {
        Schema row = row();
        return switch (form) {
            case MAP, NESTED_MAP -> null;
            case STRUCT -> row;
            case NESTED_STRUCT ->
                SchemaBuilder.struct()
                        .field(LINES, SchemaBuilder.array(row).build())
                        .build();
            case ENVELOPE ->
                SchemaBuilder.struct()
                        .field("before", row)
                        .field("after", row)
                        .field("source", SchemaBuilder.struct().field("lsn", Schema.INT64_SCHEMA))
                        .field("op", Schema.STRING_SCHEMA)
                        .build();
        };
    }

    private Object value() {
        Schema schema = schema();
        if (schema == null) {
            return form == Form.MAP ? fields() : Map.of(LINES, ten(fields()));
        }
        Struct value = new Struct(schema);
        return switch (form) {
            case NESTED_STRUCT ->
                value.put(LINES, ten(struct(schema.field(LINES).schema().valueSchema())));
            case ENVELOPE -> {
                Schema source = schema.field("source").schema();
                yield value.put("after", struct(schema.field("after").schema()))
                        .put("source", new Struct(source).put("lsn", 1L))
                        .put("op", "u");
            }
            default -> struct(schema);
        };
    }

    private static List<Object> ten(Object element) {
        return Collections.nCopies(10, element);
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(QualityCost.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
