// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitFeedTest {
    private static final TopicPartition PARTITION = new TopicPartition("shop.public.orders", 1);

    @TempDir
    Path directory;

    private CommitFeed feed;

    @BeforeEach
    void open() {
        feed = new CommitFeed(Warehouse.open(URI.create("file:" + directory)));
    }

    @Test
    void hasNothingToSayOfAWarehouseThatIsNotThere() {
        assertThat(new CommitFeed(Warehouse.open(URI.create("file:" + directory + "/later"))).poll())
                .isEmpty();
    }

    @Test
    void tellsOfEachCommitOnce() throws IOException {
        commit("orders", 0, "{\"metaData\":{}}");
        commit("orders", 1, add(3), txn(2));

        assertThat(feed.poll())
                .extracting(SeenCommit::version, SeenCommit::rows, SeenCommit::offsetsText)
                .containsExactly(tuple(0L, 0L, ""), tuple(1L, 3L, "p1 0..2"));
        assertThat(feed.poll()).isEmpty();

        commit("orders", 2, add(1), txn(3));

        assertThat(feed.poll()).extracting(SeenCommit::offsetsText).containsExactly("p1 3");
        assertThat(feed.covered()).isEqualTo(Map.of(PARTITION, 3L));
        assertThat(feed.totals().get("orders").rows()).isEqualTo(4);
    }

    @Test
    void findsTablesBelowOtherDirectories() throws IOException {
        commit("shop/eu/orders", 0, add(1));

        assertThat(feed.poll()).extracting(SeenCommit::table).containsExactly("shop/eu/orders");
    }

    private static String add(int rows) {
        return "{\"add\":{\"path\":\"x\",\"size\":10,\"stats\":\"{\\\"numRecords\\\":" + rows + "}\"}}";
    }

    private static String txn(long version) {
        return "{\"txn\":{\"appId\":\"my/sink/shop.public.orders@0/1\",\"version\":" + version + "}}";
    }

    private void commit(String table, long version, String... lines) throws IOException {
        Path log = Files.createDirectories(directory.resolve(table).resolve("_delta_log"));
        Files.writeString(log.resolve(String.format("%020d.json", version)), String.join("\n", lines) + "\n");
    }
}
