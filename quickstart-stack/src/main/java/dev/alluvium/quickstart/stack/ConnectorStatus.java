// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Connect says of a connector.
 *
 * @param state of the connector itself, as {@code RUNNING}
 * @param trace why it failed, or empty
 */
public record ConnectorStatus(String state, String trace, List<Task> tasks) {
    /** Connect has no status of it, yet or any more. */
    public static final ConnectorStatus UNKNOWN = new ConnectorStatus("UNKNOWN", "", List.of());

    private static final String RUNNING = "RUNNING";
    private static final String FAILED = "FAILED";

    /**
     * One task.
     *
     * @param worker its worker's address, as {@code 127.0.0.1:25433}
     * @param trace why it failed, or empty
     */
    public record Task(int id, String state, String worker, String trace) {}

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    static ConnectorStatus of(JsonNode json) {
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : json.path("tasks")) {
            tasks.add(new Task(
                    task.path("id").asInt(),
                    task.path("state").asText(),
                    task.path("worker_id").asText(),
                    task.path("trace").asText()));
        }
        JsonNode connector = json.path("connector");
        return new ConnectorStatus(
                connector.path("state").asText(), connector.path("trace").asText(), tasks);
    }

    /** How many tasks run; 0 as long as the connector itself does not. */
    public int runningTasks() {
        return state.equals(RUNNING)
                ? (int) tasks.stream().filter(t -> t.state().equals(RUNNING)).count()
                : 0;
    }

    /** The trace of the first failure there is. */
    public Optional<String> failure() {
        return Stream.concat(
                        Stream.of(this).filter(c -> c.state.equals(FAILED)).map(ConnectorStatus::trace),
                        tasks.stream().filter(t -> t.state().equals(FAILED)).map(Task::trace))
                .findFirst();
    }

    @Override
    public String toString() {
        return state
                + tasks.stream()
                        .map(t -> t.id() + " " + t.state() + " on " + t.worker())
                        .toList();
    }
}
