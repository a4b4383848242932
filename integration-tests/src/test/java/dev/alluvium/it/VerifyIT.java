// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verify command as a process, on tables that the sink wrote, and on what somebody made of them. */
class VerifyIT {
    private static final int PARTITIONS = 3;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void provesATableWhoseWorkerWasKilledAndCatchesWhatIsDoneToItAfterwards() throws Exception {
        String topic = "killed";
        ConnectWorker first = cluster.startWorker();
        cluster.createTopic(topic, PARTITIONS);
        cluster.send(topic, PARTITIONS, 0, 3_000);
        first.rest().register(topic, cluster.sink(topic, Map.of("delta.commit.max.records", "200")));
        cluster.awaitRows(topic, 200);
        first.kill();
        cluster.send(topic, PARTITIONS, 3_000, 3_000);
        ConnectRest rest = cluster.startWorker().rest();
        cluster.awaitCaughtUp(topic, topic);

        Said proven = Said.verify(cluster, topic, "--complete");
        assertThat(proven.err()).isEmpty();
        assertThat(proven.out()).contains("PROVEN: 6,000 rows, no gap and no double.");
        assertThat(proven.exitCode()).isZero();
        assertThat(Said.verify(cluster, topic, "--json").out()).contains("\"outcome\" : \"PROVEN\"");

        rest.delete(topic);
        SpoiledTable table = SpoiledTable.of(cluster, topic);
        Path copied = table.addAgain();
        Said doubled = Said.verify(cluster, topic);
        assertThat(doubled.out()).contains("BROKEN: killed-").contains("in more than one row");
        assertThat(doubled.exitCode()).isEqualTo(1);

        table.remove(copied);
        table.remove(SpoiledTable.original(copied));
        Said lost = Said.verify(cluster, topic);
        assertThat(lost.out()).contains("in Kafka but in no row").doesNotContain("in more than one row");
        assertThat(lost.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWithTwoThatNothingCouldBeFoundOut() throws Exception {
        Said nothing = Said.verify(cluster, "nothing");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err())
                .startsWith("verify: there is no Delta table at ")
                .hasLineCount(1);
        assertThat(nothing.out()).isEmpty();
    }
}
