// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "${topic}, orders, orders",
        "${topic}, shop.public.orders, shop.public.orders",
        "bronze/${topic}, orders, bronze/orders",
        "bronze/${topic[-1]}, shop.public.orders, bronze/orders",
        "${topic[0]}/${topic[1]}/${topic[2]}, shop.public.orders, shop/public/orders",
        "${topic[-3]}_${topic[-1]}, shop.public.orders, shop_orders",
        "${topic[0]}${topic[0]}, a, aa",
        "everything, shop.public.orders, everything",
        "v1.${topic}-raw, orders, v1.orders-raw",
    })
    void namesTheTableOfATopic(String template, String topic, String table) {
        assertThat(TableNameTemplate.parse(template).name(topic(topic))).isEqualTo(new TableName(table));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "a/",
                "a//b",
                "_a",
                "a/.b",
                "-${topic}",
                "ä",
                "a b",
                "$topic",
                "${topic",
                "${}",
                "${table}",
                "${topic[]}",
                "${topic[x]}",
                "${topic[1.5]}",
                "${topic[99999]}",
                "${topic}}",
                "${ topic }",
                "${header}",
                "${header:}",
                "${field:a||b}",
                "${field:a:-}",
                "${field:a:-_b}",
                "${group}"
            })
    void refusesWhatIsNoTemplate(String template) {
        assertThatThrownBy(() -> TableNameTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + template + "' is no template for table names: ");
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> TableNameTemplate.parse("/a b/${tpic}/${topic[one]}/${topic"))
                .hasMessageContaining("'/a b/' holds other characters")
                .hasMessageContaining("'${tpic}' is no placeholder")
                .hasMessageContaining("'${topic[one]}' is no placeholder")
                .hasMessageContaining("'${topic' is not closed")
                .hasMessageContaining("a part between slashes is empty");
    }

    @ParameterizedTest
    @CsvSource({"${topic[2]}, shop.orders", "${topic[-3]}, shop.orders", "${topic[1]}, orders"})
    void saysWhichPartATopicLacks(String template, String topic) {
        assertThatThrownBy(() -> TableNameTemplate.parse(template).name(topic(topic)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + topic + "'")
                .hasMessageContaining(template)
                .hasMessageContaining("delta.table.name.template");
    }

    @ParameterizedTest
    @CsvSource({"${topic}, _internal", "${topic[1]}, a..b", "${topic[-1]}, shop.-x", "bronze/${topic}, .hidden"})
    void saysWhichTopicMakesNoTableName(String template, String topic) {
        assertThatThrownBy(() -> TableNameTemplate.parse(template).name(topic(topic)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Topic '" + topic + "' has no table by the template '" + template + "'")
                .hasMessageContaining("delta.table.name.template");
    }

    @Test
    void takesNamesFromWhatTheRecordHolds() {
        Map<String, String> content = Map.of(
                "group 1", "g1",
                "group db", "shop",
                "header tenant", "t7",
                "field after.country", "de",
                "key id", "12",
                "key ", "k");

        assertThat(name("${1}/${group:db}", content)).isEqualTo("g1/shop");
        assertThat(name("${header:tenant}_${topic}", content)).isEqualTo("t7_orders");
        assertThat(name("by/${field:after.country}", content)).isEqualTo("by/de");
        assertThat(name("${key:id}-${key}", content)).isEqualTo("12-k");
    }

    @Test
    void takesTheFirstPlaceThatIsThereOrElseTheFallback() {
        Map<String, String> content = Map.of("field before.country", "fr");

        assertThat(name("${field:after.country|before.country:-none}", content)).isEqualTo("fr");
        assertThat(name("${field:after.shop|before.shop:-none}", content)).isEqualTo("none");
        assertThatThrownBy(() -> name("${field:after.shop|before.shop}", content))
                .hasMessageContaining("Topic 'orders' has no table by the template '${field:after.shop|before.shop}'")
                .hasMessageContaining("no field 'before.shop'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "a/b", "..", ".hidden", "_delta_log", "sésame", "sesame\n", "${topic}"})
    void keepsARecordFromNamingAnythingButOnePartAndSaysNothingOfWhatItHeld(String content) {
        assertThatThrownBy(() -> name("${field:a}", Map.of("field a", content)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("'" + content + "'")
                .hasMessageNotContaining("sesame")
                .hasMessageContaining("delta.table.name.template");
    }

    @Test
    void refusesNamesThatNoStoreCanHold() {
        assertThatThrownBy(() -> name("${field:a}", Map.of("field a", "x".repeat(256))))
                .hasMessageContaining("at most 255 characters");
        assertThatThrownBy(() -> new TableName("x".repeat(200) + ("/" + "y".repeat(200)).repeat(3)))
                .hasMessageContaining("a path of 803 characters");
    }

    @Test
    void knowsWhatItAsksFor() {
        assertThat(TableNameTemplate.parse("${topic}/${1}").isOfTopicAlone()).isTrue();
        assertThat(TableNameTemplate.parse("${topic}/${header:a}").isOfTopicAlone())
                .isFalse();
        assertThat(TableNameTemplate.parse("${topic}/${1}/${group:db}").groups())
                .containsExactlyInAnyOrder("1", "db");
    }

    private static String name(String template, Map<String, String> content) {
        return TableNameTemplate.parse(template)
                .name(new NameSource() {
                    @Override
                    public String topic() {
                        return "orders";
                    }

                    @Override
                    public String group(String group) {
                        return found("group " + group);
                    }

                    @Override
                    public String header(String name) {
                        return found("header " + name);
                    }

                    @Override
                    public String field(String path) {
                        return content.containsKey("field " + path)
                                ? found("field " + path)
                                : NameSource.super.field(path);
                    }

                    @Override
                    public String key(String path) {
                        return found("key " + path);
                    }

                    private String found(String place) {
                        return content.get(place);
                    }
                })
                .path();
    }

    private static NameSource topic(String topic) {
        return () -> topic;
    }

    @Test
    void showsItselfAsItWasWritten() {
        assertThat(TableNameTemplate.parse("bronze/${topic[-1]}")).hasToString("bronze/${topic[-1]}");
    }
}
