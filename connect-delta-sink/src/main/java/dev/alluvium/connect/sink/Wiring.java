// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.write.Pipeline;
import dev.alluvium.connect.sink.write.Register;
import java.util.Optional;

/** What a task gets from outside of this package, by its configuration. */
interface Wiring {

    /** To be called on the task's thread, which carries the plugin's class loader. */
    Pipeline pipeline(DeltaSinkConfig config);

    /** What the warehouse remembers beside its tables. */
    Register register(DeltaSinkConfig config);

    SettingsWatch.TxnReader txns(DeltaSinkConfig config);

    /** Begins to write down what quality gates come to; to be closed when the task ends. Unless somebody does, nobody does. */
    default AutoCloseable qualityReport(DeltaSinkConfig config) {
        return () -> {};
    }

    /** Empty if no cluster may be asked. */
    Optional<KafkaLogs> kafka(DeltaSinkConfig config);
}
