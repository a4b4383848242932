// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** The last records by what tells them from one another, and where the first of each stands. Safe for use by several threads. */
final class SeenRecords {
    private final Map<ByteBuffer, Place> places;

    private record Place(String topic, int partition, long offset) {
        static Place of(SinkRecord record) {
            return new Place(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
        }

        /** Offsets say which of two was first only within a partition. */
        boolean isBefore(Place other) {
            return topic.equals(other.topic) && partition == other.partition && offset < other.offset;
        }
    }

    SeenRecords(int maxRecords) {
        places = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Place> eldest) {
                return size() > maxRecords;
            }
        };
    }

    /**
     * Whether the same was seen at an earlier offset of the same partition. What stands at the offset where it was seen is read again,
     * and is not repeated; what stands before it takes its place.
     */
    synchronized boolean isRepeated(byte[] identity, SinkRecord record) {
        Place here = Place.of(record);
        Place first = places.get(ByteBuffer.wrap(identity));
        if (first != null && first.isBefore(here)) {
            return true;
        }
        places.put(ByteBuffer.wrap(identity), here);
        return false;
    }
}
