// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.KafkaBroker;
import dev.alluvium.quickstart.stack.Ports;
import java.nio.file.Path;

/** A broker that can be stopped and started again where it was. */
final class Broker implements AutoCloseable {
    private final Path directory;
    private final Ports ports;
    private KafkaBroker running;

    private Broker(Path directory, Ports ports) {
        this.directory = directory;
        this.ports = ports;
        this.running = KafkaBroker.start(directory, ports.kafka(), ports.controller());
    }

    static Broker start(Path directory, Ports ports) {
        return new Broker(directory, ports);
    }

    synchronized KafkaBroker running() {
        return running;
    }

    String bootstrapServers() {
        return Ports.HOST + ":" + ports.kafka();
    }

    void stop() {
        running().close();
    }

    synchronized void startAgain() {
        running = KafkaBroker.start(directory, ports.kafka(), ports.controller());
    }

    @Override
    public void close() {
        stop();
    }
}
