// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.SteppedTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A place for a task, with the consumer that Connect keeps for it. What was killed comes back when it is next polled. */
final class Worker {

    /** Whose turn it is: each is a thread of its own, in the middle of something or not. */
    enum Role {
        TASK,
        ENCODER,
        COMMITTER
    }

    private final int number;
    private final Supplier<SteppedTask> newTask;
    private final Topics topics;
    private final Group group;
    private final Consumer<String> trace;
    private final Map<TopicPartition, Long> positions = new TreeMap<>(Topics.ORDER);
    private final Set<TopicPartition> granted = new HashSet<>();
    /** Taken away, which the consumer learns with the next poll. */
    private final Set<TopicPartition> lost = new HashSet<>();

    private final Set<Role> busy = EnumSet.noneOf(Role.class);
    private Optional<SteppedTask> task = Optional.empty();
    private long life;

    Worker(int number, Supplier<SteppedTask> newTask, Topics topics, Group group, Consumer<String> trace) {
        this.number = number;
        this.newTask = newTask;
        this.topics = topics;
        this.group = group;
        this.trace = trace;
    }

    long life() {
        return life;
    }

    boolean isFree(Role role) {
        return !busy.contains(role);
    }

    /** To be called around whatever {@code role} does. */
    void begin(Role role) {
        busy.add(role);
    }

    void end(Role role) {
        busy.remove(role);
    }

    /** It is gone, with all that it was about to do. */
    void kill() {
        note("is killed");
        task = Optional.empty();
        life++;
        busy.clear();
        positions.clear();
        lost.clear();
    }

    /**
     * The task has failed: Connect stops it, and its threads end as they would. One that is in the middle of something never
     * comes to that.
     *
     * @param failing whose turn it was
     */
    void fail(Role failing, String why) {
        note("fails: " + why);
        task.ifPresent(failed -> {
            if (failing == Role.ENCODER || isFree(Role.ENCODER)) {
                failed.threads().abandonEncoder();
            }
            if (failing == Role.COMMITTER || isFree(Role.COMMITTER)) {
                failed.threads().abandonCommitter();
            }
            failed.task().stop();
        });
        kill();
    }

    void grant(TopicPartition partition) {
        granted.add(partition);
    }

    /** The group has given it to another; the consumer does not know yet. */
    void lose(TopicPartition partition) {
        granted.remove(partition);
        if (positions.containsKey(partition)) {
            lost.add(partition);
        }
    }

    void encode() {
        task.ifPresent(running -> running.threads().turnEncoder());
    }

    void commit() {
        task.ifPresent(running -> running.threads().turnCommitter());
    }

    void poll(int maxRecords) {
        SteppedTask running = task.orElseGet(this::start);
        // As Connect does: what was sought takes effect before the consumer learns of a rebalance, and once more after
        // it.
        seek(running);
        if (!lost.isEmpty()) {
            note("learns that it lost " + lost);
            close(running, Set.copyOf(lost));
            lost.clear();
        }
        if (!granted.isEmpty()) {
            open(running);
        }
        Map<TopicPartition, Long> reached = new HashMap<>();
        List<SinkRecord> batch = new ArrayList<>();
        positions.forEach((partition, from) -> {
            long to = running.isPaused(partition) ? from : Math.min(from + maxRecords, topics.end(partition));
            for (long offset = from; offset < to; offset++) {
                topics.at(partition, offset).ifPresent(batch::add);
            }
            if (to > from) {
                note("reads " + partition + " " + from + ".." + (to - 1));
                reached.put(partition, to);
            }
        });
        running.task().put(batch);
        positions.putAll(reached);
    }

    /** Connect asks for offsets; the group takes them from those who belong to it. */
    void commitOffsets(Consumer<Map<TopicPartition, Long>> taken) {
        if (task.isEmpty() || positions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
        positions.forEach((partition, offset) -> consumed.put(partition, new OffsetAndMetadata(offset)));
        Map<TopicPartition, OffsetAndMetadata> answered = task.get().task().preCommit(consumed);
        Map<TopicPartition, Long> safe = new TreeMap<>(Topics.ORDER);
        answered.forEach((partition, offset) -> safe.put(partition, offset.offset()));
        if (lost.isEmpty()) {
            note("acknowledges " + safe);
            answered.forEach(group::commit);
            taken.accept(safe);
        }
    }

    /** Gives partitions away in order. The caller has asked for their offsets. */
    void release(Collection<TopicPartition> partitions) {
        granted.removeAll(partitions);
        Set<TopicPartition> held = new HashSet<>(partitions);
        held.retainAll(positions.keySet());
        if (!held.isEmpty()) {
            task.ifPresent(running -> close(running, held));
        }
    }

    boolean knowsItsPartitions() {
        return lost.isEmpty();
    }

    private SteppedTask start() {
        SteppedTask started = newTask.get();
        note("starts");
        task = Optional.of(started);
        return started;
    }

    private void open(SteppedTask running) {
        List<TopicPartition> opened = new ArrayList<>(granted);
        granted.clear();
        opened.sort(Topics.ORDER);
        opened.forEach(partition -> {
            note("opens " + partition + " at " + group.offset(partition));
            positions.put(partition, group.offset(partition));
        });
        running.assigned().addAll(opened);
        running.keepPausedIfAssigned();
        running.task().open(opened);
        seek(running);
    }

    private void seek(SteppedTask running) {
        running.takeSought().forEach((partition, offset) -> {
            if (positions.containsKey(partition)) {
                note("seeks " + partition + " to " + offset);
                positions.put(partition, offset);
            }
        });
    }

    private void close(SteppedTask running, Collection<TopicPartition> partitions) {
        note("closes " + partitions);
        running.task().close(partitions);
        running.assigned().removeAll(partitions);
        positions.keySet().removeAll(partitions);
    }

    /** Whether it has read everything of {@code partitions}, and nothing else is left to do for it. */
    boolean hasRead(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .allMatch(partition -> positions.getOrDefault(partition, -1L) == topics.end(partition));
    }

    private void note(String what) {
        trace.accept("task " + number + " " + what);
    }

    @Override
    public String toString() {
        return "task " + number;
    }
}
