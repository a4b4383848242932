// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

/** What may happen next, and how often, in comparison. */
enum Event {
    /** Connect calls a task: takes partitions away, gives it new ones, seeks, delivers. */
    POLL(20),
    /** Connect asks a task for its offsets and gives them to the group. */
    OFFSETS(6),
    ENCODE(24),
    COMMIT(16),
    TIME(8),
    /** New records in Kafka. */
    PRODUCE(4),
    /** A partition changes hands as it should: offsets, close, open. */
    MOVE(3),
    /** An eager rebalance: a task gives all of its partitions away, is called without any, and gets some of them back. */
    REBALANCE(2),
    /** A partition changes hands and its old owner learns of it late. */
    ZOMBIE(3),
    /** A task is killed; another takes its place when it is next called. */
    KILL(2),
    /** The group has lost what was acknowledged last: records are delivered once more. */
    STALE_OFFSETS(1),
    WRITE_FAULT(6),
    /** What a request that is repeated meets is where the rules are finest. */
    BAD_LUCK(2),
    READ_FAULT(2),
    UPLOAD_FAULT(2),
    /** A table cannot be written for a while, as without permission. */
    REFUSE(1),
    ACCEPT(2),
    /** A request that seemed lost arrives. */
    LAND(4),
    /** Somebody else commits, as OPTIMIZE does. */
    FOREIGN_COMMIT(2),
    /** Somebody else adds a column. */
    FOREIGN_COLUMN(1),
    /** While no task runs, a topic is deleted and made again: its offsets count from 0, and mean other records. */
    REMAKE(1),
    /** Somebody goes back to an earlier version of a table. */
    RESTORE(1),
    /** Somebody removes the files that no version names, once they are old. */
    VACUUM(1),
    /** Somebody writes a checkpoint, and cleans the log before it up. */
    CHECKPOINT(1);

    private final int weight;

    Event(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }

    /** @param drawn from 0 to the sum of all weights */
    static Event of(int drawn) {
        int left = drawn;
        for (Event event : values()) {
            left -= event.weight;
            if (left < 0) {
                return event;
            }
        }
        throw new IllegalArgumentException(drawn + " is beyond all weights");
    }

    static int weights() {
        int sum = 0;
        for (Event event : values()) {
            sum += event.weight;
        }
        return sum;
    }
}
