// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Takes records from Connect. Holds the place of the pipeline, which is wired here. */
public final class DeltaSinkTask extends SinkTask {

    @Override
    public String version() {
        return SinkVersion.version();
    }

    @Override
    public void start(Map<String, String> props) {
        DeltaSinkConfig.parse(props);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (!records.isEmpty()) {
            throw new ConnectException("The pipeline is not wired yet");
        }
    }

    @Override
    public void stop() {
        // Nothing is running.
    }
}
