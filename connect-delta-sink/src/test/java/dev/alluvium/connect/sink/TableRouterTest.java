// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableNameTemplate;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class TableRouterTest {
    private static final String TEMPLATE = "shop_${topic[2]}";
    private final TableRouter router = new TableRouter(TableNameTemplate.parse(TEMPLATE));

    @Test
    void namesTheTableByTheTopicAfterTransforms() {
        assertThat(router.table(record("shop.public.orders"))).isEqualTo(new TableName("shop_orders"));
    }

    @Test
    void saysWhichRecordFoundNoTableByWhichTemplateAndWhatToDo() {
        assertThatThrownBy(() -> router.table(record("orders")))
                .isExactlyInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageStartingWith("source-3, offset 42: ")
                .hasMessageContaining("Topic 'orders'")
                .hasMessageContaining("'" + TEMPLATE + "'")
                .hasMessageContaining("Change delta.table.name.template, or rename the topic by a transform")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysSoWhereThePartOfTheTopicMakesNoName() {
        TableRouter plain = new TableRouter(TableNameTemplate.parse("${topic}"));

        assertThatThrownBy(() -> plain.table(record("_hidden")))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("source-3, offset 42: Topic '_hidden' has no table by the template");
    }

    /** A record of source-3, offset 42, whose topic a transform has renamed. */
    private static SinkRecord record(String topic) {
        return new SinkRecord("source", 3, null, null, Schema.STRING_SCHEMA, "v", 42, 0L, TimestampType.CREATE_TIME)
                .newRecord(topic, 3, null, null, Schema.STRING_SCHEMA, "v", 0L);
    }
}
