// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.chaos.storage.FaultDirectory;
import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsFault;
import dev.alluvium.connect.sink.gcs.GcsProxy;
import dev.alluvium.quickstart.stack.GcsServer;
import dev.alluvium.quickstart.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An emulator of Google Cloud Storage. Faults strike on the way to it: the sinks are as they are shipped. */
final class HttpStorage implements ChaosStorage {
    private static final String BUCKET = "chaos";
    private static final String FOLDER = "bronze";
    private static final int FIRST_STATUS_OF_TROUBLE = 300;

    private final FaultDirectory faults;
    private final GcsServer server;
    private final GcsProxy proxy;
    private final Path tables;

    private HttpStorage(FaultDirectory faults, GcsServer server, GcsProxy proxy, Path tables) {
        this.faults = faults;
        this.server = server;
        this.proxy = proxy;
        this.tables = tables;
        proxy.weather(this::strike);
    }

    /** @param program fake-gcs-server */
    static HttpStorage start(Path program, FaultDirectory faults, Path directory, int port) {
        GcsServer server = GcsServer.start(program, directory, port);
        try {
            Path bucket = server.createBucket(BUCKET);
            return new HttpStorage(faults, server, new GcsProxy(server.uri()), bucket.resolve(FOLDER));
        } catch (IOException e) {
            server.close();
            throw new StackException("there is no proxy in front of " + server.uri(), e);
        }
    }

    private Optional<GcsFault> strike(GcsCall call) {
        try {
            Optional<HttpTrouble> trouble = HttpTrouble.claimed(call, faults);
            trouble.filter(HttpTrouble::isLate).ifPresent(one -> CompletableFuture.delayedExecutor(
                            one.fault().delayMs(), TimeUnit.MILLISECONDS)
                    .execute(() -> land(one)));
            return trouble.map(HttpTrouble::onTheWire);
        } catch (IOException e) {
            throw new StackException("the directory of the faults cannot be used", e);
        }
    }

    private void land(HttpTrouble trouble) {
        try {
            boolean stands = proxy.landInFlight() < FIRST_STATUS_OF_TROUBLE;
            faults.outcome(trouble.fault(), stands ? "landed" : "refused: the version was taken");
        } catch (IOException e) {
            throw new StackException("the directory of the faults cannot be used", e);
        }
    }

    @Override
    public FaultDirectory faults() {
        return faults;
    }

    @Override
    public String warehouse() {
        return "gs://" + BUCKET + "/" + FOLDER;
    }

    @Override
    public Path tables() {
        return tables;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        GcsServer.hadoop(proxy.uri()).forEach((key, value) -> settings.put("hadoop." + key, value));
        return settings;
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
    }
}
