// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void followsFromTheFirst() {
        Ports ports = new Ports(25_430);

        assertThat(ports.kafka()).isEqualTo(25_430);
        assertThat(ports.controller()).isEqualTo(25_431);
        assertThat(ports.database()).isEqualTo(25_432);
        assertThat(ports.connect(0)).isEqualTo(25_433);
        assertThat(ports.connect(2)).isEqualTo(25_435);
    }

    @Test
    void namesThePortThatIsTakenOnTheLoopbackAddress() throws IOException {
        Ports ports = Ports.free(Ports.COUNT);
        try (ServerSocket taken = new ServerSocket(ports.database(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThat(ports.taken()).containsExactly(ports.database() + " (the database)");
        }
        assertThat(ports.taken()).isEmpty();
    }

    @Test
    void namesThePortsThatAreTakenOnAllAddresses() throws IOException {
        Ports ports = Ports.free(Ports.COUNT);
        try (ServerSocket kafka = new ServerSocket(ports.kafka());
                ServerSocket connect = new ServerSocket(ports.connect(0))) {
            assertThat(kafka.isBound() && connect.isBound()).isTrue();
            assertThat(ports.taken()).containsExactly(ports.kafka() + " (Kafka)", ports.connect(0) + " (Connect)");
        }
    }

    @Test
    void refusesABaseThatLeavesNoRoom() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(80)).withMessageContaining("1024 to 65532");
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(65_533)).withMessageContaining("it is 65533");
        assertThat(new Ports(65_532).connect(0)).isEqualTo(65_535);
    }
}
