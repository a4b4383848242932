// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.workload.LogProducer;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    @Test
    void aBrokerThatWasStoppedGoesOnWhereItWas(@TempDir Path directory) throws Exception {
        Ports ports = Ports.free(Ports.COUNT);
        String clusterId;
        try (KafkaBroker broker = KafkaBroker.start(directory, ports.kafka(), ports.controller());
                Admin admin = broker.admin()) {
            LogProducer.createTopic(broker);
            clusterId = admin.describeCluster().clusterId().get();
        }

        try (KafkaBroker again = KafkaBroker.start(directory, ports.kafka(), ports.controller());
                Admin admin = again.admin()) {
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
            assertThat(admin.listTopics().names().get()).contains(LogProducer.TOPIC);
        }
    }
}
