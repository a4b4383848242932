// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** One way of bringing records into files. Lives through all rounds, so that it may learn as it would in production. */
interface Contender {

    String name();

    /** Writes the records, to the last byte: files are finished when it returns. */
    void write(List<SinkRecord> records) throws Exception;

    /** How large all files are that were written so far. */
    long writtenBytes() throws Exception;

    /** Ends what it started. */
    void stop() throws Exception;
}
