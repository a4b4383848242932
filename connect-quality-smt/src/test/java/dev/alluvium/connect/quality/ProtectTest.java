// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectTest {
    private static final String KEY = "0123456789abcdef";
    private static final Schema PHONE = SchemaBuilder.struct()
            .optional()
            .name("shop.Phone")
            .field("kind", Schema.STRING_SCHEMA)
            .field("number", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema CUSTOMER = SchemaBuilder.struct()
            .optional()
            .name("shop.Customer")
            .version(3)
            .field("id", Schema.INT64_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .field("phones", SchemaBuilder.array(PHONE).optional().build())
            .field(
                    "tags",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("shop.Envelope")
            .field("before", CUSTOMER)
            .field("after", CUSTOMER)
            .field("source", SchemaBuilder.struct().field("email", Schema.STRING_SCHEMA))
            .field("op", Schema.STRING_SCHEMA)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mask | 4242424242424242 | ************4242",
                "mask | 1234567 | *******",
                "mask | '' | ''",
                "mask | gr\u00fc\u00df \uD83D\uDE00 dich | *******dich",
                "truncate | Ada Lovelace | Ada Love",
                "truncate | \uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00! "
                        + "| \uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00",
                "truncate | Ada | Ada"
            })
    void showsATextInPlaceOfAText(String action, String text, String shown) {
        assertThat(shown(action, Schema.STRING_SCHEMA, text)).isEqualTo(shown);
        assertThat(shown(action, null, text)).isEqualTo(shown);
    }

    /** The digest is OpenSSL's. */
    @Test
    void makesTheHmacThatOthersMake() {
        assertThat(shown("hmac", null, "what do ya want for nothing?"))
                .isEqualTo("e9265dc1bf18d4ec36915d9e82226c7ea0fa4e7f8077f611515bd5e29ec9988c");
        assertThat(shown("token", null, "what do ya want for nothing?"))
                .as("the first 128 bits of it")
                .isEqualTo("tok_6SZdwb8Y1Ow2kV2egiJsfg");
        assertThat(shown("token", null, "what do ya want for nothing!"))
                .isNotEqualTo(shown("token", null, "what do ya want for nothing?"));
    }

    @Test
    void makesTextsOfValuesOfOtherTypes() {
        Schema moment = Timestamp.builder().optional().build();
        for (Object[] typed : List.of(
                new Object[] {Schema.INT64_SCHEMA, 42L, "42"},
                new Object[] {Decimal.schema(2), new BigDecimal("1E+3").setScale(2), "1000.00"},
                new Object[] {moment, Date.from(Instant.EPOCH), "1970-01-01T00:00:00Z"},
                new Object[] {Schema.BOOLEAN_SCHEMA, true, "true"})) {
            SinkRecord record = protect("hmac", (Schema) typed[0], typed[1]);
            Schema schema = record.valueSchema().field("value").schema();

            assertThat(schema.type()).isEqualTo(Schema.Type.STRING);
            assertThat(schema.name()).isNull();
            assertThat(schema.isOptional()).isEqualTo(((Schema) typed[0]).isOptional());
            assertThat(((Struct) record.value()).get("value")).isEqualTo(shown("hmac", null, typed[2]));
        }
    }

    @Test
    void hashesBytesAsTheyAreAndShowsThemAsJsonWould() {
        byte[] bytes = "Ada".getBytes(StandardCharsets.UTF_8);

        assertThat(shown("hmac", Schema.BYTES_SCHEMA, bytes)).isEqualTo(shown("hmac", null, "Ada"));
        assertThat(shown("token", Schema.BYTES_SCHEMA, ByteBuffer.wrap(bytes))).isEqualTo(shown("token", null, "Ada"));
        assertThat(shown("truncate", Schema.BYTES_SCHEMA, bytes)).isEqualTo("QWRh");
    }

    @Test
    void redactsToANullOrToNothing() {
        assertThat(shown("redact", Schema.OPTIONAL_STRING_SCHEMA, "Ada")).isNull();
        assertThat(shown("redact", Schema.STRING_SCHEMA, "Ada")).isEqualTo("");
        assertThat(shown("redact", Schema.INT32_SCHEMA, 7)).isEqualTo(0);
        assertThat(shown("redact", Schema.BOOLEAN_SCHEMA, true)).isEqualTo(false);
        assertThat(shown("redact", SchemaBuilder.array(Schema.STRING_SCHEMA).build(), List.of("Ada")))
                .isEqualTo(List.of());
        assertThat(shown("redact", null, Map.of("name", "Ada"))).isNull();
        assertThatThrownBy(() -> shown("redact", Decimal.schema(2), new BigDecimal("1.00")))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "The field value is a org.apache.kafka.connect.data.Decimal and must not be null: nothing can "
                                + "be shown in its place");
    }

    @Test
    void takesAnotherTypeForATextOfATypeWithRules() {
        Schema uuid = SchemaBuilder.string()
                .name("io.debezium.data.Uuid")
                .defaultValue("x")
                .doc("who")
                .build();
        Schema schema =
                protect("mask", uuid, "0b7c").valueSchema().field("value").schema();

        assertThat(schema.name()).isNull();
        assertThat(schema.defaultValue()).as("it may be what is to be hidden").isNull();
        assertThat(schema.doc()).isEqualTo("who");
    }

    @Test
    void protectsInsideOfArraysAndMapsAndLeavesTheRestAlone() {
        SinkRecord given = record(CUSTOMER, customer("ada@example.com"));
        String before = given.value().toString();
        SinkRecord made = transform(Map.of(
                        "mask.fields", "phones[*].number, nowhere.at.all",
                        "hmac.fields", "tags{*},email",
                        "hmac.key", KEY))
                .apply(given);

        Struct row = (Struct) made.value();
        assertThat(made.valueSchema().name()).isEqualTo("shop.Customer");
        assertThat(made.valueSchema().version()).isEqualTo(3);
        assertThat(row.getInt64("id")).isEqualTo(7);
        assertThat(row.getString("email")).isEqualTo(shown("hmac", null, "ada@example.com"));
        assertThat(row.getArray("phones").toString())
                .isEqualTo("[Struct{kind=home,number=****6789}, Struct{kind=work}]");
        assertThat(row.getMap("tags")).isEqualTo(Map.of("a", shown("hmac", null, "1")));
        assertThat(given.value().toString()).as("the record given").isEqualTo(before);
        row.validate();
    }

    @Test
    void protectsTheRowOfAnEnvelopeAsItWasAndAsItBecame() {
        Struct source = new Struct(ENVELOPE.field("source").schema()).put("email", "of the source");
        SinkRecord made = transform(Map.of("redact.fields", "email"))
                .apply(record(
                        ENVELOPE,
                        new Struct(ENVELOPE)
                                .put("op", "d")
                                .put("source", source)
                                .put("before", customer("ada@example.com"))));

        Struct envelope = (Struct) made.value();
        assertThat(envelope.getStruct("before").getString("email")).isNull();
        assertThat(envelope.getStruct("source").getString("email")).isEqualTo("of the source");
        assertThat(made.valueSchema()).as("no type has become another").isSameAs(ENVELOPE);
    }

    @Test
    void protectsRecordsWithoutASchema() {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("email", "ada@example.com");
        row.put("none", null);
        row.put("phones", Arrays.asList(Map.of("number", "123456789"), null));
        Map<String, Object> envelope = Map.of("op", "u", "source", Map.of("email", "kept"), "after", row);
        Protect<SinkRecord> protect = transform(
                Map.of("truncate.fields", "email,none", "truncate.length", "3", "mask.fields", "phones[*].number"));

        Object made = protect.apply(record(null, row)).value();
        assertThat(protect.apply(record(null, envelope)).value())
                .isEqualTo(Map.of("op", "u", "source", Map.of("email", "kept"), "after", made));
        assertThat(made.toString())
                .contains("email=ada", "number=*****6789", "none=null")
                .doesNotContain("example");
        assertThat(row).containsEntry("email", "ada@example.com");
    }

    @Test
    void protectsWhatAContractClassifies(@TempDir Path directory) throws IOException {
        Path contract = directory.resolve("customers.odcs.yaml");
        Files.writeString(contract, """
                {kind: DataContract, apiVersion: v3.1.0, id: customers, version: 1.0.0, status: active, schema: [{name: customers,
                properties: [{name: id, classification: public}, {name: email, classification: restricted},
                {name: phones, logicalType: array, items: {logicalType: object, properties: [{name: number, classification: secret}]}}]}]}
                """);
        Map<String, String> settings = new TreeMap<>(Map.of(
                "contract",
                contract.toString(),
                "clear.classifications",
                "public",
                "mask.classifications",
                "restricted, other"));

        assertThat(ProtectConfig.faults(settings))
                .containsExactly(Map.entry(
                        "contract",
                        "schema[0].properties[2].items.properties[0]: it is classified as secret, of which nothing is said: name "
                                + "it in clear.classifications, or in the classifications of what is to be done"));
        settings.put("redact.classifications", "secret");
        Struct row = (Struct) transform(settings)
                .apply(record(CUSTOMER, customer("ada@example.com")))
                .value();
        assertThat(row.getString("email")).isEqualTo("***********.com");
        assertThat(row.getArray("phones").toString()).isEqualTo("[Struct{kind=home}, Struct{kind=work}]");

        settings.put("truncate.fields", "email");
        assertThat(((Struct) transform(settings)
                                .apply(record(CUSTOMER, customer("ada@example.com")))
                                .value())
                        .getString("email"))
                .as("what names the field counts more")
                .isEqualTo("ada@exam");
    }

    @Test
    void leavesAloneWhatTheSourceDidNotTell() {
        assertThat(shown("hmac", Schema.STRING_SCHEMA, Placeholder.DEFAULT)).isEqualTo(Placeholder.DEFAULT);
        byte[] bytes = Placeholder.DEFAULT.getBytes(StandardCharsets.UTF_8);
        assertThat(shown("hmac", Schema.BYTES_SCHEMA, bytes))
                .as("a text now, so that a reader of texts knows it")
                .isEqualTo(Placeholder.DEFAULT);
    }

    @Test
    void letsTombstonesThroughAndProtectsKeys() {
        SinkRecord tombstone = record(null, null);
        assertThat(transform(Map.of("redact.fields", "email")).apply(tombstone)).isSameAs(tombstone);

        Protect.Key<SinkRecord> keys = new Protect.Key<>();
        keys.configure(Map.of("mask.fields", "email"));
        SinkRecord made = keys.apply(new SinkRecord("t", 0, CUSTOMER, customer("ada@example.com"), null, null, 1));
        assertThat(((Struct) made.key()).getString("email")).isEqualTo("***********.com");
    }

    @Test
    void refusesToShowOneTextOfAStructure() {
        assertThatThrownBy(() ->
                        transform(Map.of("mask.fields", "phones")).apply(record(null, Map.of("phones", List.of("1")))))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("The field phones has fields or elements of its own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hmac.fields=email | hmac.key | must be given for hmac.fields and token.fields",
                "token.fields=email hmac.key=short | hmac.key | hmac.key must have 16 bytes or more; it has 5",
                "mask.fields=a..b | mask.fields | mask.fields the path 'a..b' has a name that is empty",
                "mask.fields=a redact.fields=a.b | redact.fields | the field a is protected twice, itself or",
                "mask.keep.last=-1 | mask.keep.last | Invalid value -1 for configuration mask.keep.last"
            })
    void saysWhatIsWrong(String settings, String key, String fault) {
        Map<String, String> given = new TreeMap<>();
        Arrays.stream(settings.split(" ", -1)).map(s -> s.split("=", 2)).forEach(s -> given.put(s[0], s[1]));

        assertThat(ProtectConfig.faults(given))
                .hasEntrySatisfying(key, what -> assertThat(what).startsWith(fault));
        assertThatThrownBy(() -> transform(given)).isInstanceOf(ConfigException.class);
    }

    private static Struct customer(String email) {
        return new Struct(CUSTOMER)
                .put("id", 7L)
                .put("email", email)
                .put(
                        "phones",
                        List.of(
                                new Struct(PHONE).put("kind", "home").put("number", "23456789"),
                                new Struct(PHONE).put("kind", "work")))
                .put("tags", Map.of("a", 1));
    }

    private static SinkRecord record(@Nullable Schema schema, @Nullable Object value) {
        return new SinkRecord("customers", 0, null, null, schema, value, 42);
    }

    private static Protect<SinkRecord> transform(Map<String, String> settings) {
        Protect.Value<SinkRecord> protect = new Protect.Value<>();
        protect.configure(settings);
        return protect;
    }

    /** What becomes of a record of one field. */
    private static SinkRecord protect(String action, @Nullable Schema schema, Object value) {
        Protect<SinkRecord> protect = transform(Map.of(action + ".fields", "value", "hmac.key", KEY));
        if (schema == null) {
            return protect.apply(record(null, Map.of("value", value)));
        }
        Schema struct = SchemaBuilder.struct().field("value", schema).build();
        return protect.apply(record(struct, new Struct(struct).put("value", value)));
    }

    private static @Nullable Object shown(String action, @Nullable Schema schema, Object value) {
        SinkRecord made = protect(action, schema, value);
        return schema == null ? ((Map<?, ?>) made.value()).get("value") : ((Struct) made.value()).get("value");
    }
}
