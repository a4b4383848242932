// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TxnTest {

    @Test
    void readsWriterTopicEpochAndPartition() {
        Txn txn = Txn.parse("team/a@b/shop.public.orders@3/12", 77).orElseThrow();

        assertThat(txn).isEqualTo(new Txn("team/a@b", new Source("shop.public.orders", 3, 12), 77));
        assertThat(txn.appId()).isEqualTo("team/a@b/shop.public.orders@3/12");
    }

    @Test
    void leavesOtherEnginesTxnsAlone() {
        assertThat(Txn.parse("1f0c6dd0-5a5b-4b7a-9d3c-0a9be9a1d2f3", 4)).isEmpty();
        assertThat(Txn.parse("spark/orders@x/0", 4)).isEmpty();
    }
}
