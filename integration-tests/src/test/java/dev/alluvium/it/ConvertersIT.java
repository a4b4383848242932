// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Converters that ask a registry, Apicurio's and Confluent's. Avro: bronze holds the same of a table of a database as by
 * JSON with schemas. Protobuf: bronze holds what the messages held.
 */
class ConvertersIT {
    private static final String JSON = "_json";
    private static final String AVRO = "_avro";
    private static final int ROWS = 4;
    private static final List<String> DDL =
            List.of("""
            CREATE TABLE converted (
              id bigserial PRIMARY KEY, name text, amount numeric(12,2), born date, at timestamp(6), atz timestamptz,
              flag boolean, bytes bytea, tags text[], doc jsonb, note text DEFAULT 'x', ratio double precision,
              small smallint, uid uuid,
              nan double precision)
            """, """
            INSERT INTO converted (name, amount, born, at, atz, flag, bytes, tags, doc, note, ratio, small, uid,
                nan) VALUES
              ('Grüße 🙂', 1234.56, '2024-02-29', '2024-02-29 12:00:00.123456', '2024-02-29 12:00:00.123456+02', true,
               '\\x00ff10', '{a,NULL,c}', '{"b": [1, 2]}', NULL, 0.1, 7, '5f8d2c1e-0b77-4c6e-9f0a-2d1b3c4e5f60', 'NaN'),
              ('', -0.01, '1969-12-31', '1969-12-31 23:59:59.999999', NULL, false, '\\x', '{}', 'null', '', -1e300, -1, NULL, '-Infinity'),
              (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            """, "UPDATE converted SET amount = 9999999999.99 WHERE id = 1");

    @TempDir
    private static Path directory;

    private static Cluster cluster;
    private static SchemaRegistry registry;
    private static PostgresServer postgres;
    private static ConnectRest rest;

    @BeforeAll
    static void start() throws IOException {
        cluster = new Cluster();
        registry = SchemaRegistry.start(directory);
        postgres = cluster.startPostgres();
        List<Path> plugins = new ArrayList<>(List.of(
                SchemaRegistry.plugins(),
                Path.of(System.getProperty("alluvium.protobuf"), "plugins").toAbsolutePath()));
        ConfluentConverters.plugins().ifPresent(plugins::add);
        rest = cluster.startWorkerWithPlugins(plugins).rest();
    }

    @AfterAll
    static void stop() {
        registry.close();
        cluster.close();
    }

    @Test
    void avroWithARegistryGivesTheSameRowsAsJsonWithSchemas() throws Exception {
        givesTheSameRowsAsJson("apicurio", registry.avroConverters());
    }

    @Test
    void avroByConfluentsConverterGivesTheSameRowsAsJsonWithSchemas() throws Exception {
        ConfluentConverters.orSkip();
        givesTheSameRowsAsJson("confluent", ConfluentConverters.avro(registry));
    }

    /** The converter around Apicurio's deserializer is our own, because none is on Maven Central. */
    @Test
    void protobufWithARegistryKeepsWhatMessagesCanHold() throws Exception {
        String topic = "protobuf_apicurio";
        Map<String, String> converter = new HashMap<>();
        converter.put("value.converter", "dev.alluvium.protobufconverter.RegistryProtobufConverter");
        registry.serdes().forEach((key, value) -> converter.put("value.converter." + key, value));
        becomeTheRows(topic, converter, ProtobufOrders.byApicurio(registry, topic));
    }

    @Test
    void protobufByConfluentsConverterKeepsWhatMessagesCanHold() throws Exception {
        ConfluentConverters.orSkip();
        String topic = "protobuf_confluent";
        becomeTheRows(topic, ConfluentConverters.protobuf(registry), ProtobufOrders.byConfluent(registry, topic));
    }

    private static void becomeTheRows(String topic, Map<String, String> converter, List<byte[]> values)
            throws IOException {
        cluster.createTopic(topic, 1);
        values.forEach(value -> cluster.send(new ProducerRecord<>(topic, "k", value)));
        cluster.send(new ProducerRecord<>(topic, "k", null));
        rest.register(topic, cluster.sink(topic, converter));
        cluster.awaitCaughtUp(topic, topic);

        assertThat(ProtobufRows.of(cluster.warehouse(), topic)).isEqualTo(ProtobufRows.expected());
        cluster.assertNoGapAndNoDouble(topic, topic);
    }

    private static void givesTheSameRowsAsJson(String name, Map<String, String> avro) throws Exception {
        String database = "converted_" + name;
        int schemas = registry.schemas();
        postgres.createDatabase(database);
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(DDL.get(0));
            statement.execute(DDL.get(1));
            Map<String, String> json = new HashMap<>();
            for (String part : List.of("key", "value")) {
                json.put(part + ".converter", "org.apache.kafka.connect.json.JsonConverter");
                json.put(part + ".converter.schemas.enable", "true");
                json.put(part + ".converter.replace.null.with.default", "false");
            }
            run(database, name + JSON, json);
            run(database, name + AVRO, avro);
            // Both have their slots by now, so that both see the change.
            cluster.awaitRows(table(name + JSON), ROWS - 1);
            cluster.awaitRows(table(name + AVRO), ROWS - 1);
            statement.execute(DDL.get(2));
        }
        cluster.awaitRows(table(name + JSON), ROWS);
        cluster.awaitRows(table(name + AVRO), ROWS);

        List<BronzeRow> expected = cluster.rows(table(name + JSON));
        List<BronzeRow> actual = cluster.rows(table(name + AVRO));
        assertThat(registry.schemas()).isGreaterThan(schemas);
        assertThat(actual).hasSize(ROWS);
        IntStream.range(0, ROWS).forEach(row -> {
            assertThat(actual.get(row).text("op")).isEqualTo(expected.get(row).text("op"));
            // This converter writes a column's default in place of a null, at the source: the null is lost before
            // Kafka.
            assertThat(actual.get(row).struct("after").orElseThrow())
                    .usingRecursiveComparison()
                    .ignoringFields("note", "nan")
                    .isEqualTo(expected.get(row).struct("after").orElseThrow());
            assertThat(actual.get(row).kafka("key")).isEqualTo(expected.get(row).kafka("key"));
        });
        assertThat(expected.get(0).struct("after").orElseThrow())
                .as("a null where the column has a default")
                .containsEntry("note", null)
                .as("what JSON's converter makes of NaN")
                .containsEntry("nan", 0.0);
        assertThat(actual.get(0).struct("after").orElseThrow()).containsEntry("nan", Double.NaN);
        assertThat(actual.get(1).struct("after").orElseThrow()).containsEntry("nan", Double.NEGATIVE_INFINITY);
    }

    private static String table(String name) {
        return "converted_" + name;
    }

    private static void run(String database, String name, Map<String, String> converters) {
        Map<String, String> source = new HashMap<>(converters);
        source.putAll(Map.of(
                "connector.class",
                "io.debezium.connector.postgresql.PostgresConnector",
                "database.hostname",
                "127.0.0.1",
                "database.port",
                Integer.toString(postgres.port()),
                "database.user",
                PostgresServer.USER,
                "database.password",
                PostgresServer.USER,
                "database.dbname",
                database,
                "topic.prefix",
                name,
                "plugin.name",
                "pgoutput",
                "slot.name",
                name,
                "publication.name",
                name));
        source.putAll(Map.of("table.include.list", "public.converted", "publication.autocreate.mode", "filtered"));
        String topic = name + ".public.converted";
        cluster.createTopic(topic, 1);
        rest.register(name + "-source", source);
        rest.awaitRunning(name + "-source", 1, Cluster.SOON);
        Map<String, String> sink = new HashMap<>(cluster.sink(topic, converters));
        sink.put("delta.table.name.template", table(name));
        rest.register(name + "-sink", sink);
        rest.awaitRunning(name + "-sink", 1, Cluster.SOON);
    }
}
