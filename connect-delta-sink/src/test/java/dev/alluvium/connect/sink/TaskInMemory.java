// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.CommitGroups;
import dev.alluvium.connect.sink.write.FakeDeltaLog;
import dev.alluvium.connect.sink.write.FakeDeltaLogs;
import dev.alluvium.connect.sink.write.FakeRegister;
import dev.alluvium.connect.sink.write.Pipeline;
import dev.alluvium.connect.sink.write.Register;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A whole task with its threads, onto a warehouse in memory. */
final class TaskInMemory implements Wiring {
    final FakeDeltaLogs logs = new FakeDeltaLogs();
    final EmittedFiles files;
    final FakeRegister register = new FakeRegister();
    Optional<KafkaLogs> kafka = Optional.empty();

    /** @param keeps which columns of each row are kept */
    TaskInMemory(Predicate<String> keeps) {
        files = new EmittedFiles(keeps);
    }

    FakeDeltaLog log(String table) {
        return logs.log(new TableName(table));
    }

    /** A task that is not started yet. */
    FakeConnect connect() {
        return new FakeConnect(new DeltaSinkTask(this));
    }

    @Override
    public Register register(DeltaSinkConfig config) {
        return register;
    }

    @Override
    public SettingsWatch.TxnReader txns(DeltaSinkConfig config) {
        return new WarehouseTxns(logs::tables, logs);
    }

    @Override
    public Optional<KafkaLogs> kafka(DeltaSinkConfig config) {
        return kafka;
    }

    @Override
    public Pipeline pipeline(DeltaSinkConfig config) {
        return new Pipeline(
                config.settings(),
                new CommitGroups(logs, config.settings(), 1),
                logs,
                files,
                new PluginThreads("in-memory"),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                new SplittableRandom(1));
    }

    static Map<String, String> properties(String... more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "name", "sink",
                "topics", "t",
                "delta.warehouse", "/warehouse",
                "delta.commit.interval.ms", "100"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }
}
