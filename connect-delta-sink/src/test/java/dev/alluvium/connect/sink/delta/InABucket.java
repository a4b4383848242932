// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.gcs.GcsEmulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of a table in a bucket that is each test's own. */
abstract class InABucket {
    static final int CHECKPOINT_INTERVAL_COMMITS = 10;

    @RegisterExtension
    static final GcsEmulator EMULATOR = new GcsEmulator();

    GcsTable table;

    @BeforeEach
    void makeBucket() throws Exception {
        table = new GcsTable(EMULATOR, CHECKPOINT_INTERVAL_COMMITS);
    }

    @AfterEach
    void close() {
        table.close();
    }
}
