// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.DataFile;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
final class PartitioningTest {
    /** 2026-11-24T13:05:06.789Z. */
    private static final long NOW_MS = 1_795_525_506_789L;

    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field(
                    "micros",
                    SchemaBuilder.int64()
                            .name("io.debezium.time.MicroTimestamp")
                            .optional()
                            .build())
            .field(
                    "days",
                    SchemaBuilder.int32()
                            .name("io.debezium.time.Date")
                            .optional()
                            .build())
            .field("connect", Timestamp.builder().optional().build())
            .field(
                    "zoned",
                    SchemaBuilder.string()
                            .name("io.debezium.time.ZonedTimestamp")
                            .optional()
                            .build())
            .field("country", Schema.OPTIONAL_STRING_SCHEMA)
            .field("id", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ratio", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .build();
    private static final Schema ENVELOPE =
            SchemaBuilder.struct().field("after", ROW).build();

    @Test
    void makesColumnsOfTheTypesOfItsTransforms() {
        assertThat(parse(
                                "y=year(ingested),m=month(ingested),d=day(ingested),h=hour(ingested),i=a,t=truncate[2](a),b=bucket[4](a)")
                        .columns())
                .containsExactly(
                        new Column("y", Primitive.INTEGER),
                        new Column("m", Primitive.STRING),
                        new Column("d", Primitive.DATE),
                        new Column("h", Primitive.STRING),
                        new Column("i", Primitive.STRING),
                        new Column("t", Primitive.STRING),
                        new Column("b", Primitive.INTEGER));
    }

    @ParameterizedTest
    @CsvSource({
        "p=year(ingested), 2026",
        "p=month(ingested), 2026-11",
        "p=day(ingested), 2026-11-24",
        "p=hour(ingested), 2026-11-24-13",
        "p=day(_kafka.timestamp), 1970-01-01",
        "p=day(after.micros), 2026-11-24",
        "p=hour(after.micros), 2026-11-24-13",
        "p=day(after.days), 2026-11-24",
        "p=day(after.connect), 2026-11-24",
        "p=day(after.zoned), 2026-11-23",
        "p=after.country, Côte d'Ivoire",
        "p=truncate[4](after.country), Côte",
        "p=after.id, -17",
        "p=truncate[10](after.id), -20",
        "p=_kafka.topic, orders",
        "p=_kafka.partition, 3",
        "p=header.tenant, t7",
        "p=key.id, 5",
    })
    void findsTheValueOfARecord(String spec, String value) {
        assertThat(parse(spec).of(record())).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({
        "p=after.ratio",
        "p=after.none",
        "p=none.none",
        "p=header.none",
        "p=key",
        "p=day(after.country)",
        "p=bucket[4](after.ratio)",
        "p=_kafka.offset"
    })
    void isNullWhereARecordHasNone(String spec) {
        assertThat(parse(spec).of(record())).isEqualTo(Collections.singletonList(null));
        assertThat(parse(spec).of(tombstone())).isEqualTo(Collections.singletonList(null));
    }

    @Test
    void putsOneValueIntoOneBucketForEver() {
        Partitioning partitioning = parse("b=bucket[16](after.id)");

        assertThat(partitioning.of(record())).containsExactly("12");
    }

    @Test
    void emptyTextIsNoneAsTheProtocolHasIt() {
        assertThat(parse("p=a").of(new SinkRecord("t", 0, null, null, null, Map.of("a", ""), 0)))
                .isEqualTo(Collections.singletonList(null));
    }

    @Test
    void namesEveryFault() {
        assertThatThrownBy(() -> parse("day,x=week(ingested),y=bucket(id),a=b,A=c"))
                .hasMessageContaining("'day' is none of")
                .hasMessageContaining("'x=week(ingested)' has no transform")
                .hasMessageContaining("'y=bucket(id)' has no transform")
                .hasMessageContaining("'A' stands there twice");
    }

    @Test
    void partsTheFilesOfATableThroughAWholeTask() throws Exception {
        TaskInMemory memory = new TaskInMemory(column -> true);
        memory.connect()
                .start(TaskInMemory.properties("delta.table.partition.by", "country=country"))
                .produce(json(0, "de"), json(1, "fr"), json(2, "de"), json(3, null), json(4, "fr"))
                .drain()
                .stop();

        Map<List<String>, Long> rows = new HashMap<>();
        for (DataFile file : memory.log("orders").files()) {
            rows.merge(Arrays.asList(file.partition().get("country")), file.rows(), Long::sum);
        }
        assertThat(rows).isEqualTo(Map.of(List.of("de"), 2L, List.of("fr"), 2L, Collections.singletonList(null), 1L));
        assertThat(memory.files.offsets(memory.log("orders")))
                .isEqualTo(Map.of("orders-0", List.of(0L, 1L, 2L, 3L, 4L)));
        assertThat(memory.logs
                        .open(new TableName("orders"))
                        .load(Set.of())
                        .schema()
                        .partitionBy())
                .containsExactly("country");
    }

    @Test
    void leavesATableAloneThatHasNone() {
        TaskInMemory memory = new TaskInMemory(column -> true);
        memory.connect()
                .start(TaskInMemory.properties())
                .produce(json(0, "de"))
                .drain()
                .stop();
        memory.connect()
                .start(TaskInMemory.properties("delta.table.partition.by", "country=country"))
                .produce(json(0, "de"), json(1, "fr"))
                .drain()
                .stop();

        assertThat(memory.log("orders").files()).extracting(DataFile::partition).containsOnly(Map.of());
        assertThat(memory.files.offsets(memory.log("orders"))).isEqualTo(Map.of("orders-0", List.of(0L, 1L)));
    }

    @Test
    void aRecordWithAColumnOfThatNameGoesToTheRejects() {
        TaskInMemory memory = new TaskInMemory(column -> true);
        Schema schema =
                SchemaBuilder.struct().field("Country", Schema.STRING_SCHEMA).build();
        memory.connect()
                .start(TaskInMemory.properties("delta.table.partition.by", "country=Country"))
                .produce(new SinkRecord(
                        "orders",
                        0,
                        null,
                        null,
                        schema,
                        new Struct(schema).put("Country", "de"),
                        0,
                        1L,
                        TimestampType.CREATE_TIME))
                .drain()
                .stop();

        assertThat(memory.files.rows(memory.log("orders__rejects")).get(0).columns())
                .containsEntry("stage", "schema")
                .extractingByKey("reason")
                .asString()
                .contains("delta.table.partition.by");
    }

    @Test
    void rawTablesArePartitionedToo() {
        TaskInMemory memory = new TaskInMemory(column -> true);
        memory.connect()
                .start(TaskInMemory.properties(
                        "delta.table.layout", "raw", "delta.table.partition.by", "p=_kafka.partition"))
                .produce(json(0, "de"))
                .drain()
                .stop();

        assertThat(memory.log("orders").files()).extracting(DataFile::partition).containsExactly(Map.of("p", "0"));
    }

    private static Partitioning parse(String text) {
        return Partitioning.parse(text, () -> NOW_MS);
    }

    private static SinkRecord json(long offset, String country) {
        Map<String, Object> value = new HashMap<>();
        value.put("country", country);
        return new SinkRecord("orders", 0, null, null, null, value, offset, 1L, TimestampType.CREATE_TIME);
    }

    private static SinkRecord record() {
        Struct row = new Struct(ROW)
                .put("micros", NOW_MS * 1_000 + 1)
                .put("days", (int) (NOW_MS / 86_400_000))
                .put("connect", new Date(NOW_MS))
                .put("zoned", "2026-11-24T00:30:00+01:00")
                .put("country", "Côte d'Ivoire")
                .put("id", -17L)
                .put("ratio", 1.5);
        SinkRecord record = new SinkRecord(
                "orders",
                3,
                null,
                Map.of("id", 5),
                ENVELOPE,
                new Struct(ENVELOPE).put("after", row),
                42,
                1L,
                TimestampType.CREATE_TIME);
        record.headers().addString("tenant", "t7");
        return record;
    }

    private static SinkRecord tombstone() {
        return new SinkRecord("orders", 3, null, Map.of("id", 5), null, null, 42, 1L, TimestampType.CREATE_TIME);
    }
}
