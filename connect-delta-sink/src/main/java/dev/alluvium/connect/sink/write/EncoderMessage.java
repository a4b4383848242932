// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** What the encoder is told, by the task or by the committer. */
sealed interface EncoderMessage {

    /** Rows to be written. */
    record Rows(Batch batch) implements EncoderMessage {}

    /** A partition was assigned: what was known of it is void. */
    record Opened(Session session) implements EncoderMessage {}

    /** A rewind was carried out: rows of {@code session} follow from {@code offset} on. */
    record Rewound(Session session, long offset) implements EncoderMessage {}

    /** Commit what these partitions have pending, now; count down when nothing of theirs is pending any more. */
    record Flush(Set<SourcePartition> sources, CountDownLatch done) implements EncoderMessage {}

    /** The partitions are no longer ours: what is still pending of them is dropped. */
    record Closed(Set<SourcePartition> sources) implements EncoderMessage {}

    /** A bundle stands in its table's log. */
    record Committed(Bundle bundle) implements EncoderMessage {}

    /** The committer will commit nothing more of this generation of the table: what is pending must be read again. */
    record Dropped(TableName table, long generation) implements EncoderMessage {}

    /** The committer gets no further with the table. What it has of it stays with it, unless it says otherwise. */
    record Stalled(StalledTableException cause) implements EncoderMessage {}
}
