// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(TableNameTemplate.parse(template).name(topic)).isEqualTo(new TableName(table));
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
                "${ topic }"
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
        assertThatThrownBy(() -> TableNameTemplate.parse(template).name(topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + topic + "'")
                .hasMessageContaining(template)
                .hasMessageContaining("delta.table.name.template");
    }

    @ParameterizedTest
    @CsvSource({"${topic}, _internal", "${topic[1]}, a..b", "${topic[-1]}, shop.-x", "bronze/${topic}, .hidden"})
    void saysWhichTopicMakesNoTableName(String template, String topic) {
        assertThatThrownBy(() -> TableNameTemplate.parse(template).name(topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Topic '" + topic + "' has no table by the template '" + template + "'")
                .hasMessageContaining("delta.table.name.template");
    }

    @Test
    void showsItselfAsItWasWritten() {
        assertThat(TableNameTemplate.parse("bronze/${topic[-1]}")).hasToString("bronze/${topic[-1]}");
    }
}
