// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** The task as a worker runs it, with all of its threads and real storage, for one run over some records. */
public final class WholeTask {
    private WholeTask() {}

    /** Returns when all of {@code records} are in their tables. */
    public static void run(Map<String, String> properties, List<SinkRecord> records) {
        FakeConnect connect = new FakeConnect(new DeltaSinkTask()).start(properties);
        try {
            connect.produce(records.toArray(SinkRecord[]::new)).drain();
        } finally {
            connect.stop();
        }
    }
}
