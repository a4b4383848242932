// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Routes;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableNameTemplate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableRouterTest {
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("country", Schema.OPTIONAL_STRING_SCHEMA)
            .field("shop", Schema.OPTIONAL_INT32_SCHEMA)
            .field("ratio", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .build();
    private static final Schema ENVELOPE =
            SchemaBuilder.struct().field("before", ROW).field("after", ROW).build();

    @Test
    void namesTheTableByTheTopicAfterTransforms() {
        TableRouter router = router("shop_${topic[2]}", "", "");

        assertThat(router.route(renamed("shop.public.orders")).tables()).containsExactly(new TableName("shop_orders"));
    }

    @Test
    void saysWhichTopicFoundNoTableByWhichTemplateAndWhatToDo() {
        assertThat(fault(router("shop_${topic[2]}", "", "").route(renamed("orders"))))
                .contains("Topic 'orders' has no table by the template 'shop_${topic[2]}'")
                .contains("Change delta.table.name.template or delta.table.map, or rename the topic by a transform");
        assertThat(fault(router("${topic}", "", "").route(renamed("_hidden"))))
                .startsWith("Topic '_hidden' has no table by the template");
    }

    @Test
    void sendsManyTopicsToOneTable() {
        TableRouter router = router("all", "", "");

        TableName one = router.route(renamed("a")).tables().get(0);
        assertThat(router.route(renamed("b")).tables().get(0)).isSameAs(one);
    }

    @Test
    void sendsOneTopicToEachTableThatTheMapNamesOnce() {
        TableRouter router =
                router("rest/${topic}", "", "orders:shop/orders, orders:audit/${topic}, orders:shop/orders");

        assertThat(router.route(renamed("orders")).tables())
                .containsExactly(new TableName("shop/orders"), new TableName("audit/orders"));
        assertThat(router.route(renamed("clicks")).tables()).containsExactly(new TableName("rest/clicks"));
    }

    @Test
    void sendsARecordToTheTablesItHasAndSaysWhichItHasNot() {
        TableRouter router = router("${topic}", "", "orders:all,orders:by/${header:tenant}");

        Routed routed = router.route(renamed("orders"));
        assertThat(routed.tables()).containsExactly(new TableName("all"));
        assertThat(fault(routed)).contains("by/${header:tenant}", "the record has no header 'tenant'");
    }

    @ParameterizedTest
    @CsvSource({"shop.public.orders, shop/orders", "crm.audit.users, crm/users"})
    void usesTheGroupsOfARegex(String topic, String table) {
        TableRouter router = router("${group:db}/${2}", "(?<db>[^.]+)[.][^.]+[.](.+)", "");

        assertThat(router.route(renamed(topic)).tables()).containsExactly(new TableName(table));
    }

    @Test
    void aTopicThatTheRegexDoesNotMatchHasNoTableByItsGroups() {
        TableRouter router = router("${1}", "shop[.](.+)", "clicks:clicks");

        assertThat(fault(router.route(renamed("crm.users")))).contains("it does not match delta.table.topic.regex");
        assertThat(router.route(renamed("clicks")).tables()).containsExactly(new TableName("clicks"));
    }

    @Test
    void takesTheLastHeaderOfANameAsTextOrBytes() {
        TableRouter router = router("by/${header:tenant}", "", "");
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString("tenant", "old").addString("tenant", "t7");
        ConnectHeaders bytes = new ConnectHeaders();
        bytes.addBytes("tenant", "t8".getBytes(StandardCharsets.UTF_8));

        assertThat(router.route(with(headers)).tables()).containsExactly(new TableName("by/t7"));
        assertThat(router.route(with(bytes)).tables()).containsExactly(new TableName("by/t8"));
        assertThat(fault(router.route(with(new ConnectHeaders())))).contains("no header 'tenant'");
    }

    @Test
    void takesFieldsOfTheValueWithAndWithoutASchema() {
        TableRouter router = router("${field:after.country|before.country:-gone}", "", "");
        Struct row = new Struct(ROW).put("country", "de");

        assertThat(tables(router, ENVELOPE, new Struct(ENVELOPE).put("after", row)))
                .containsExactly("de");
        assertThat(tables(router, ENVELOPE, new Struct(ENVELOPE).put("before", row)))
                .containsExactly("de");
        assertThat(tables(router, null, Map.of("after", Map.of("country", "fr"))))
                .containsExactly("fr");
        assertThat(tables(router, null, null)).as("a tombstone").containsExactly("gone");
    }

    @Test
    void takesWholeNumbersAndKeysButNothingThatWritersWriteDifferently() {
        Struct row = new Struct(ROW).put("shop", 7).put("ratio", 1.5);

        assertThat(tables(router("s${field:shop}", "", ""), ROW, row)).containsExactly("s7");
        assertThat(tables(router("${key}", "", ""), null, null)).containsExactly("k1");
        assertThat(fault(router("${field:ratio}", "", "").route(record(ROW, row))))
                .contains("its field 'ratio' is a java.lang.Double");
    }

    @Test
    void neverLeavesTheWarehouseNorSaysWhatARecordHeld() {
        TableRouter router = router("${field:a}", "", "");
        for (String held : List.of("../sesame", "", "_sesame", "sesame__rejects", "x/y", "sesame".repeat(60))) {
            assertThat(fault(router.route(record(null, Map.of("a", held)))))
                    .as(held)
                    .doesNotContain("sesame");
        }
    }

    @Test
    void keepsNoMoreNamesThanFitItsMemory() {
        TableRouter router = router("t${field:a}", "", "");
        for (int i = 0; i < 30_000; i++) {
            assertThat(router.route(record(null, Map.of("a", i))).tables()).containsExactly(new TableName("t" + i));
        }
    }

    private static TableRouter router(String template, String regex, String map) {
        return new TableRouter(new Routes(
                TableNameTemplate.parse(template),
                regex.isEmpty() ? Optional.empty() : Optional.of(Routes.parseRegex(regex)),
                Routes.parseMap(map)));
    }

    private static List<String> tables(TableRouter router, Schema schema, Object value) {
        return router.route(record(schema, value)).tables().stream()
                .map(TableName::path)
                .toList();
    }

    private static String fault(Routed routed) {
        return routed.fault().orElseThrow().reason();
    }

    private static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord("orders", 3, null, "k1", schema, value, 42, 0L, TimestampType.CREATE_TIME);
    }

    private static SinkRecord with(ConnectHeaders headers) {
        return new SinkRecord("orders", 3, null, null, null, "v", 42, 0L, TimestampType.CREATE_TIME, headers);
    }

    /** A record of source-3, offset 42, whose topic a transform has renamed. */
    private static SinkRecord renamed(String topic) {
        return new SinkRecord("source", 3, null, null, Schema.STRING_SCHEMA, "v", 42, 0L, TimestampType.CREATE_TIME)
                .newRecord(topic, 3, null, null, Schema.STRING_SCHEMA, "v", 0L);
    }
}
