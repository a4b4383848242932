// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
    private final TaskInMemory memory = new TaskInMemory(column -> false);

    @Test
    void tellsConnectWhatTheTaskHasDone() {
        FakeConnect connect = memory.connect()
                .start(TaskInMemory.properties())
                .produce(record(0, "a"), record(1, "b"), record(2, 7))
                .drain();
        FakePluginMetrics metrics = connect.pluginMetrics();

        assertThat(metrics.value("rows-committed-total")).isEqualTo(3);
        assertThat(metrics.value("records-rejected-total")).isEqualTo(1);
        assertThat(metrics.value("rows-rescued-total")).isZero();
        assertThat(metrics.value("commits-total")).isGreaterThanOrEqualTo(2);
        assertThat(metrics.value("files-committed-total")).isGreaterThanOrEqualTo(2);
        assertThat(metrics.value("bytes-committed-total")).isPositive();
        assertThat(metrics.value("last-commit-latency-ms")).isNotNegative();
        assertThat(metrics.value("last-commit-delay-ms"))
                .isGreaterThanOrEqualTo(metrics.value("last-commit-latency-ms"));
        assertThat(metrics.value("tables-open")).isZero();
        assertThat(metrics.value("last-commit-age-ms")).isNotNegative();
        assertThat(metrics.value("tables-quarantined")).isZero();
        assertThat(metrics.value("memory-used-bytes")).isZero();
        assertThat(metrics.all().keySet()).allMatch(name -> name.matches("[a-z-]+"));
        connect.stop();
    }

    @Test
    void countsRowsOfWhichSomethingWasRescued() {
        FakeConnect connect = memory.connect()
                .start(TaskInMemory.properties())
                .produce(record(0, "a"), number(1), record(2, "b"), number(3))
                .drain();

        assertThat(connect.pluginMetrics().value("rows-rescued-total")).isEqualTo(2);
        assertThat(connect.pluginMetrics().value("records-rejected-total")).isZero();
        connect.stop();
    }

    /** Where the table has a column of text. */
    private static SinkRecord number(long offset) {
        return new SinkRecord("orders", 0, null, null, Schema.INT32_SCHEMA, 7, offset, 1L, TimestampType.CREATE_TIME);
    }

    @Test
    void showsThemByJmxWhereTheWorkerHasNoMetricsForPlugins() throws Exception {
        FakeSinkContext old = new FakeSinkContext();
        AtomicLong number = new AtomicLong(5);
        List<Gauge> gauges = List.of(new Gauge("some-total", "Some", number::get));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.alluvium:type=delta-sink-task,connector=\"a:b\",task=\"0\"");

        TaskMetrics leftBehind = TaskMetrics.of(old, "a:b", "0", gauges);
        TaskMetrics again = TaskMetrics.of(old, "a:b", "0", gauges);
        assertThat(server.getAttribute(name, "some-total")).isEqualTo(5L);
        number.set(6);
        assertThat(server.getAttributes(name, new String[] {"some-total", "none"}))
                .containsExactly(new Attribute("some-total", 6L));
        assertThat(server.getMBeanInfo(name).getAttributes()).hasSize(1);
        assertThatThrownBy(() -> server.getAttribute(name, "none")).isInstanceOf(AttributeNotFoundException.class);

        again.close();
        leftBehind.close();
        assertThat(server.isRegistered(name)).isFalse();
    }

    private static SinkRecord record(long offset, Object value) {
        return new SinkRecord(
                "orders", 0, null, null, Schema.STRING_SCHEMA, value, offset, 1L, TimestampType.CREATE_TIME);
    }
}
