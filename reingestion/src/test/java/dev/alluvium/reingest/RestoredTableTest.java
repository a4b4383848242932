// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.Reingestion;
import dev.alluvium.verify.Outcome;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that somebody takes rows away from, or lets forget its txns, while its task runs. */
class RestoredTableTest {
    private static final String LIBRARY = "delta.log.library";
    private static final String RESTORED = "delta.table.restored";

    @TempDir
    Path warehouse;

    private final Topic orders = new Topic("orders");
    private final Topic clicks = new Topic("clicks");

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "standalone"})
    void stopsAloneAndGoesOnByItselfOnceItsRowsAreBack(String library) throws Exception {
        ConnectorSettings settings = settings(Map.of(LIBRARY, library, RESTORED, "fail"));
        try (RunningTask task = new RunningTask(settings, orders, clicks)) {
            clicks.produce(10);
            task.drain(clicks);
            loseFrom40To99(task);
            orders.produce(50);
            task.until(() -> quarantined() == 1);
            clicks.produce(30);
            task.drain(clicks);

            assertWhole("clicks", 40);
            assertThat(table("orders").verdict().rows()).isEqualTo(40);
            assertThat(task.acknowledged(orders)).isEqualTo(100);

            assertThat(reingested(settings).appended()).isEqualTo(60);
            task.drain(orders);
            assertThat(quarantined()).isZero();
        }
        assertWhole("orders", 150);
        assertWhole("clicks", 40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "standalone"})
    void goesOnWithoutThemWhereItIsToldToAndSaysSo(String library) throws Exception {
        ConnectorSettings settings = settings(Map.of(LIBRARY, library, RESTORED, "continue"));
        try (RunningTask task = new RunningTask(settings, orders);
                StandardError log = new StandardError()) {
            loseFrom40To99(task);
            orders.produce(50);
            task.drain(orders);

            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("RESTORE"))
                    .singleElement()
                    .asString()
                    .contains("Taken away: offsets 40 to 99 of bronze/orders@0/0", "delta.table.restored=continue");
            assertThat(table("orders").verdict().rows()).isEqualTo(90);
            assertThat(table("orders").verdict().doubts())
                    .singleElement()
                    .asString()
                    .contains("40..99");

            assertThat(reingested(settings).appended()).isEqualTo(60);
            orders.produce(50);
            task.drain(orders);
        }
        assertWhole("orders", 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "standalone"})
    void isWarnedOfOnceIfItWillForgetItsTxns(String library) throws Exception {
        ConnectorSettings settings = settings(Map.of(LIBRARY, library));
        try (RunningTask task = new RunningTask(settings, orders);
                StandardError log = new StandardError()) {
            orders.produce(10);
            task.drain(orders);
            table("orders").property("delta.setTransactionRetentionDuration", "interval 30 days");
            for (int batch = 0; batch < 2; batch++) {
                orders.produce(10);
                task.drain(orders);
            }

            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("forgets txns"))
                    .singleElement()
                    .asString()
                    .contains(
                            "interval 30 days",
                            "ALTER TABLE ... UNSET TBLPROPERTIES ('delta.setTransactionRetentionDuration')");
        }
        assertWhole("orders", 30);
    }

    private void loseFrom40To99(RunningTask task) throws Exception {
        orders.produce(40);
        task.drain(orders);
        long version = table("orders").lastVersion();
        orders.produce(60);
        task.drain(orders);
        table("orders").restore(version);
    }

    private Round.Count reingested(ConnectorSettings settings) {
        Reingestion reingestion = new Reingestion(settings.entries(), "orders", orders.partition(), 0);
        RecordChain chain = new RecordChain(settings, RestoredTableTest.class.getClassLoader());
        return new Rounds(
                        () -> new Round(reingestion, chain, orders.partition(), 0, true, 1_000),
                        orders,
                        table("orders")::offsets)
                .run(0, 99);
    }

    private void assertWhole(String name, long rows) {
        assertThat(table(name).verdict().faults()).isEmpty();
        assertThat(table(name).verdict().outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(table(name).verdict().rows()).isEqualTo(rows);
    }

    private SinkTable table(String name) {
        return new SinkTable(warehouse.resolve(name));
    }

    private static double quarantined() {
        try {
            ObjectName task = new ObjectName("dev.alluvium:type=delta-sink-task,connector=\"bronze\",task=\"0\"");
            Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(task, "tables-quarantined");
            return ((Number) value).doubleValue();
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private ConnectorSettings settings(Map<String, String> more) {
        Map<String, String> entries = new HashMap<>(Map.of(
                "name", "bronze",
                "delta.warehouse", warehouse.toString(),
                "delta.commit.interval.ms", "100",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                "topics", "orders,clicks"));
        entries.putAll(more);
        return new ConnectorSettings(entries);
    }
}
