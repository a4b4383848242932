// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.simulation.Worker.Role;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** How partitions change hands, in order and otherwise. */
final class Rebalances {
    private final Topics topics;
    private final Group group;
    private final Invariants invariants;
    private final Frames frames;
    private final Supplier<Worker> anybody;
    private final Consumer<String> trace;

    /** @param anybody who gets what its owner has left behind */
    Rebalances(
            Topics topics,
            Group group,
            Invariants invariants,
            Frames frames,
            Supplier<Worker> anybody,
            Consumer<String> trace) {
        this.topics = topics;
        this.group = group;
        this.invariants = invariants;
        this.frames = frames;
        this.anybody = anybody;
        this.trace = trace;
    }

    void give(TopicPartition partition, Worker to) {
        group.give(partition, to);
        to.grant(partition);
        trace.accept(partition + " is given to " + to);
    }

    /** Its owner is asked for its offset, and closes it. */
    void move(TopicPartition partition, Worker to) {
        Worker from = group.owner(partition).orElseThrow();
        if (from != to && release(from, List.of(partition)) && group.isOwner(partition, from)) {
            give(partition, to);
        }
    }

    /** All that {@code from} has goes to whoever is {@code next}; meanwhile it is called with nothing. */
    void moveAll(Worker from, Supplier<Worker> next) {
        List<TopicPartition> all = owned(from);
        if (!all.isEmpty() && release(from, all)) {
            frames.act(from, Role.TASK, () -> from.poll(0));
            for (TopicPartition partition : all) {
                if (group.isOwner(partition, from)) {
                    give(partition, next.get());
                }
            }
        }
    }

    private boolean release(Worker from, List<TopicPartition> partitions) {
        if (!from.isFree(Role.TASK) || !from.knowsItsPartitions()) {
            return false;
        }
        frames.act(from, Role.TASK, () -> {
            from.commitOffsets(invariants::checkAcknowledged);
            from.release(partitions);
        });
        return true;
    }

    /** Its owner learns of it late. */
    void snatch(TopicPartition partition, Worker to) {
        Worker from = group.owner(partition).orElseThrow();
        trace.accept(partition + " is taken from " + from + ", which does not know");
        from.lose(partition);
        give(partition, to);
    }

    /** With all tasks that are in the same JVM. */
    void kill(Host host) {
        host.kill();
        host.tasks().forEach(this::inherit);
    }

    /** What {@code gone} had goes to anybody. */
    void inherit(Worker gone) {
        owned(gone).forEach(partition -> give(partition, anybody.get()));
    }

    private List<TopicPartition> owned(Worker worker) {
        return topics.partitions().stream()
                .filter(partition -> group.isOwner(partition, worker))
                .toList();
    }
}
