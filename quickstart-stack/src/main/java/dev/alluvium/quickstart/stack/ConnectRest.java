// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Kafka Connect's REST API. Requests that meet a rebalance are repeated for a while, as Connect asks for. */
public final class ConnectRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(95);
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REBALANCE_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int REBALANCE_IN_PROGRESS = 409;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_ERROR = 400;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(READY_TIMEOUT)
            .build();
    private final String url;

    /** @param url of the API, without a slash at its end */
    public ConnectRest(String url) {
        this.url = url;
    }

    public String url() {
        return url;
    }

    /** Whether the worker answers and has joined its group. */
    public boolean ready() {
        try {
            return send("GET", "/connectors", "", READY_TIMEOUT).statusCode() < FIRST_ERROR;
        } catch (StackException notYet) {
            return false;
        }
    }

    /** The class names of the connectors that the worker found. */
    public List<String> connectorPlugins() {
        return call("GET", "/connector-plugins", "").findValuesAsText("class");
    }

    /**
     * Creates or changes the connector of a file {@code {"name": ..., "config": {...}}} and returns its name.
     *
     * @throws ConnectRestException if Connect refuses the configuration; the message has its reasons
     */
    public String register(Path file) {
        ConnectorFile connector = ConnectorFile.read(file);
        register(connector.name(), connector.config());
        return connector.name();
    }

    /** Creates or changes a connector. */
    public void register(String name, Map<String, String> config) {
        call("PUT", "/connectors/" + name + "/config", write(config));
    }

    public void delete(String name) {
        call("DELETE", "/connectors/" + name, "");
    }

    public void pause(String name) {
        call("PUT", "/connectors/" + name + "/pause", "");
    }

    public void resume(String name) {
        call("PUT", "/connectors/" + name + "/resume", "");
    }

    /** Stops the tasks and releases what they hold; the connector stays registered. */
    public void stop(String name) {
        call("PUT", "/connectors/" + name + "/stop", "");
    }

    /** Restarts the connector and all its tasks. */
    public void restart(String name) {
        call("POST", "/connectors/" + name + "/restart?includeTasks=true", "");
    }

    public List<String> connectors() {
        List<String> names = new ArrayList<>();
        call("GET", "/connectors", "").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The state of a connector and its tasks; {@link ConnectorStatus#UNKNOWN} while Connect knows none. */
    public ConnectorStatus status(String name) {
        try {
            return ConnectorStatus.of(call("GET", "/connectors/" + name + "/status", ""));
        } catch (ConnectRestException e) {
            if (e.status() == NOT_FOUND) {
                return ConnectorStatus.UNKNOWN;
            }
            throw e;
        }
    }

    /**
     * Waits until the connector and exactly {@code tasks} tasks run.
     *
     * @throws StackException if a task fails, with its trace, or if it takes too long
     */
    public void awaitRunning(String name, int tasks, Duration timeout) {
        Await.until(() -> name + " to run with " + tasks + " tasks; it is " + status(name), timeout, () -> {
            ConnectorStatus status = status(name);
            status.failure().ifPresent(trace -> {
                throw new StackException(name + " failed: " + trace);
            });
            return status.runningTasks() == tasks;
        });
    }

    /** Every fault that the plugin finds in a configuration, by the name of the key. */
    public Map<String, List<String>> validate(String plugin, Map<String, String> config) {
        JsonNode answer = call("PUT", "/connector-plugins/" + plugin + "/config/validate", write(config));
        Map<String, List<String>> faults = new TreeMap<>();
        for (JsonNode item : answer.path("configs")) {
            List<String> errors = new ArrayList<>();
            item.path("value").path("errors").forEach(error -> errors.add(error.asText()));
            if (!errors.isEmpty()) {
                faults.put(item.path("value").path("name").asText(), errors);
            }
        }
        return faults;
    }

    /** Any other request; an empty body sends none. */
    public JsonNode call(String method, String path, String body) {
        long deadline = System.nanoTime() + REBALANCE_TIMEOUT.toNanos();
        while (true) {
            HttpResponse<String> response = send(method, path, body, REQUEST_TIMEOUT);
            if (response.statusCode() < FIRST_ERROR) {
                return read(response.body());
            }
            if (response.statusCode() != REBALANCE_IN_PROGRESS || System.nanoTime() - deadline > 0) {
                throw new ConnectRestException(
                        response.statusCode(), method + " " + path + ": " + message(response.body()));
            }
            Await.pause(PAUSE);
        }
    }

    private HttpResponse<String> send(String method, String path, String body, Duration timeout) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackException("Connect did not answer " + method + " " + url + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for Connect", e);
        }
    }

    private static String message(String body) {
        try {
            return JSON.readTree(body).path("message").asText(body);
        } catch (IOException notJson) {
            return body;
        }
    }

    private static JsonNode read(String body) {
        try {
            return body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
        } catch (IOException e) {
            throw new StackException("Connect answered with something that is no JSON", e);
        }
    }

    private static String write(Map<String, String> config) {
        try {
            return JSON.writeValueAsString(config);
        } catch (IOException e) {
            throw new StackException("could not write a configuration as JSON", e);
        }
    }
}
