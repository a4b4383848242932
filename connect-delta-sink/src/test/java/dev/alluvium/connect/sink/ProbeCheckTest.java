// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.write.WarehouseProbe;
import dev.alluvium.connect.sink.write.WarehouseProbe.Fault;
import dev.alluvium.connect.sink.write.WarehouseProbe.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ProbeCheckTest {
    @TempDir
    Path warehouse;

    @Test
    void triesNothingUnlessAsked() {
        assertThat(faults(Map.of("delta.validate.probe", "false"), failing("never called")))
                .isEmpty();
        assertThat(faults(Map.of(), failing("never called"))).isEmpty();
    }

    @Test
    void triesNothingWhileThereAreOtherFaults() {
        assertThat(faults(Map.of("delta.validate.probe", "true", "delta.log.library", "odd"), failing("never called")))
                .containsOnlyKeys("delta.log.library");
    }

    @Test
    void putsEachFaultOnTheKeyToBlame() {
        WarehouseProbe probe = (tables, hasTime) -> List.of(
                new Fault(Subject.WAREHOUSE, "", "is full"),
                new Fault(Subject.LOG_LIBRARY, "", "is old"),
                new Fault(Subject.HADOOP, "fs.odd.impl", "is unknown"));

        assertThat(faults(Map.of("delta.validate.probe", "true", "hadoop.fs.odd.impl", "Odd"), probe))
                .isEqualTo(Map.of(
                        "delta.warehouse", List.of("delta.warehouse: is full"),
                        "delta.log.library", List.of("delta.log.library: is old"),
                        "hadoop.fs.odd.impl", List.of("hadoop.fs.odd.impl: is unknown")));
    }

    @Test
    void looksAtTheTablesThatTopicsAloneDecide() {
        AtomicReference<String> asked = new AtomicReference<>("");
        WarehouseProbe probe = (tables, hasTime) -> {
            asked.set(tables.toString());
            return List.of();
        };

        faults(
                Map.of("delta.validate.probe", "true", "topics", "a.b, c", "delta.table.name.template", "${topic[-1]}"),
                probe);
        assertThat(asked.get()).isEqualTo("[b, c]");
        faults(Map.of("delta.validate.probe", "true", "delta.table.name.template", "${field:shop}"), probe);
        assertThat(asked.get()).isEqualTo("[]");
    }

    @Test
    void waitsNoLongerThanItMayAndKeepsThePluginsClassLoader() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch givenUp = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        WarehouseProbe probe = (tables, hasTime) -> {
            thread.set(Thread.currentThread());
            try {
                never.await();
            } catch (InterruptedException e) {
                givenUp.countDown();
            }
            return List.of();
        };

        assertThat(check(new ProbeCheck(config -> probe, 50), Map.of("delta.validate.probe", "true"))
                        .get("delta.warehouse"))
                .singleElement()
                .asString()
                .contains("did not answer within 50 ms");
        givenUp.await();
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getContextClassLoader()).isSameAs(PluginThreads.class.getClassLoader());
    }

    @Test
    void doesNotRepeatWhatAnUnexpectedFailureSays() {
        assertThat(faults(Map.of("delta.validate.probe", "true"), failing("hunter2"))
                        .toString())
                .contains("IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    void triesARealWarehouseByRest() throws Exception {
        Map<String, String> props = props(Map.of("delta.validate.probe", "true"));

        assertThat(new DeltaSinkConnector().validate(props).configValues())
                .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
        try (Stream<Path> left = Files.list(warehouse)) {
            assertThat(left).isEmpty();
        }

        Path inTheWay = Files.createFile(warehouse.resolve("file"));
        props.put("delta.warehouse", inTheWay.resolve("bronze").toString());
        assertThat(new DeltaSinkConnector().validate(props).configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .extracting(ConfigValue::name)
                .containsExactly("delta.warehouse");
    }

    private static WarehouseProbe failing(String message) {
        return (tables, hasTime) -> {
            throw new IllegalStateException(message);
        };
    }

    private Map<String, List<String>> faults(Map<String, String> more, WarehouseProbe probe) {
        return check(new ProbeCheck(config -> probe, 30_000), more);
    }

    private Map<String, List<String>> check(ProbeCheck check, Map<String, String> more) {
        Map<String, String> props = props(more);
        Map<String, List<String>> faults = new TreeMap<>();
        check.check(props, DeltaSinkConfig.check(props)).forEach(value -> {
            if (!value.errorMessages().isEmpty()) {
                faults.put(value.name(), value.errorMessages());
            }
        });
        return faults;
    }

    private Map<String, String> props(Map<String, String> more) {
        Map<String, String> props =
                new HashMap<>(Map.of("name", "sink", "topics", "orders", "delta.warehouse", warehouse.toString()));
        props.putAll(more);
        return props;
    }
}
