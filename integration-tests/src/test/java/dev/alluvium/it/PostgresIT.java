// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.bronze.CommitFeed;
import dev.alluvium.quickstart.proof.Drain;
import dev.alluvium.quickstart.proof.Proof;
import dev.alluvium.quickstart.proof.ProofReport;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import dev.alluvium.quickstart.workload.LogProducer;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import dev.alluvium.quickstart.workload.ShopWorkload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From PostgreSQL through Debezium: snapshot, stream, a schema change, and a worker that stops and dies in the middle. */
class PostgresIT {
    private static final long SEED = 11;
    private static final double PER_SECOND = 40;
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    @Test
    void snapshotAndStreamArriveOnceThroughStopsKillsAndASchemaChange() throws Exception {
        try (Cluster cluster = new Cluster()) {
            ShopDatabase database = cluster.startShop(ShopSource.POSTGRES);
            database.create();
            cluster.environment(database.source()
                    .environment(database.port(), cluster.broker().bootstrapServers()));
            LogProducer.createTopic(cluster.broker());
            try (ShopWorkload shop = ShopWorkload.seed(database, SEED);
                    LogProducer logs = new LogProducer(cluster.broker(), SEED)) {
                ConnectWorker worker = cluster.startWorker();
                ConnectRest rest = worker.rest();
                rest.register(Cluster.config("shop-postgres-source"));
                rest.register(Cluster.config("shop-delta-sink"));
                rest.register(Cluster.config("logs-delta-sink"));
                CommitFeed feed = new CommitFeed(cluster.warehouse());
                logs.start(PER_SECOND);
                awaitRows(cluster, "customers");
                shop.start(PER_SECOND);
                Await.pause(A_WHILE);

                worker.stop();
                Await.pause(Duration.ofSeconds(1));
                worker.start();
                worker.awaitReady(Cluster.SOON);
                shop.addColumn();
                Await.pause(A_WHILE);

                worker.kill();
                worker.start();
                worker.awaitReady(Cluster.SOON);
                Await.pause(A_WHILE);

                shop.pause();
                logs.pause();
                shop.check();
                String position = database.position();
                Await.until(
                        "PostgreSQL's last changes to reach Kafka",
                        Cluster.SOON,
                        () -> database.delivered(position, rest));
                List<String> topics = database.source().topics();
                Await.until("the shop's tables to catch up", Cluster.SOON, () -> {
                    feed.poll();
                    return Drain.behind(cluster.offsets(), topics, feed) == 0
                            && Drain.behind(cluster.offsets(), List.of(LogProducer.TOPIC), feed) == 0;
                });

                ProofReport report = new Proof(cluster.offsets(), cluster.warehouse()).run(database, logs.sent());
                assertThat(report.faults()).isEmpty();
                assertThat(report.holds()).isTrue();
                // Deletes and tombstones have no image after the change.
                assertThat(cluster.rows(ShopSource.POSTGRES.bronze("orders")).stream()
                                .flatMap(row -> row.struct("after").stream()))
                        .anySatisfy(order -> assertThat(order).containsKey("coupon"));
            }
        }
    }

    private static void awaitRows(Cluster cluster, String table) {
        cluster.awaitRows(ShopSource.POSTGRES.bronze(table), 1);
    }
}
