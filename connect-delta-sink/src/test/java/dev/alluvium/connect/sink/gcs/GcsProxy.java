// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.gcs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Stands between a client and a store that speaks the JSON API of Google Cloud Storage: counts requests, and lets some of
 * them go wrong. Nothing in it knows of tables, and it may serve any number of clients.
 */
public final class GcsProxy implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect", "date");
    private static final int NO_BODY = -1;
    private static final long LATE_S = 5;

    static {
        // The server would wait for more to send, 40 ms each time.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private record Planned(Predicate<GcsCall> which, Plan plan) {}

    /** What somebody else does a moment earlier. */
    @FunctionalInterface
    public interface Interruption {
        void run() throws IOException;
    }

    /** What is to become of a request: it goes wrong, or somebody else comes first. */
    private record Plan(Optional<GcsFault> fault, Interruption before) {
        static final Plan NONE = new Plan(Optional.empty(), () -> {});
    }

    private final URI store;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final GcsUploads uploads = new GcsUploads();
    private final List<GcsCall> calls = new ArrayList<>();
    private final Deque<Planned> planned = new ArrayDeque<>();
    private final Deque<GcsRequest> inFlight = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<GcsCall, Optional<GcsFault>> weather = call -> Optional.empty();

    public GcsProxy(URI store) throws IOException {
        this.store = store;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Where clients find it. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked since this was last called. */
    public synchronized List<GcsCall> calls() {
        List<GcsCall> since = List.copyOf(calls);
        calls.clear();
        return since;
    }

    /** Lets the next request like this go wrong; several wait for each other. */
    public synchronized void onNext(Predicate<GcsCall> which, GcsFault fault) {
        planned.add(new Planned(which, new Plan(Optional.of(fault), () -> {})));
    }

    /** Lets something else happen first when the next request like this has come. */
    public synchronized void beforeNext(Predicate<GcsCall> which, Interruption interruption) {
        planned.add(new Planned(which, new Plan(Optional.empty(), interruption)));
    }

    /** Asked for each request for which nothing is planned what becomes of it. */
    public void weather(Function<GcsCall, Optional<GcsFault>> forecast) {
        weather = forecast;
    }

    /** Lets the oldest request that {@link GcsFault#IN_FLIGHT} held back arrive; nobody else hears the answer's status. */
    public int landInFlight() {
        GcsRequest held;
        synchronized (this) {
            held = inFlight.remove();
        }
        return pass(held).status();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String range = exchange.getRequestHeaders().getFirst("Content-Range");
            GcsCall call =
                    GcsCall.of(exchange.getRequestMethod(), exchange.getRequestURI(), range == null ? "" : range);
            GcsRequest request = new GcsRequest(exchange, body);
            Plan plan = planFor(call);
            plan.before().run();
            if (plan.fault().isPresent()) {
                goWrong(plan.fault().get(), request);
            } else {
                answer(exchange, call.kind() == GcsCall.Kind.PROGRESS ? progress(request) : pass(request));
            }
        } catch (RuntimeException e) {
            answer(exchange, GcsReply.error(502, "the proxy failed: " + e));
        } finally {
            exchange.close();
        }
    }

    private synchronized Plan planFor(GcsCall call) {
        calls.add(call);
        Planned next = planned.peek();
        if (next != null && next.which().test(call)) {
            planned.remove();
            return next.plan();
        }
        Optional<GcsFault> fault = weather.apply(call);
        return fault.isPresent() ? new Plan(fault, Plan.NONE.before()) : Plan.NONE;
    }

    private void goWrong(GcsFault fault, GcsRequest request) throws IOException {
        switch (fault) {
            case REQUEST_LOST -> {}
            case REPLY_LOST -> pass(request);
            case REPLY_LATE -> {
                GcsReply reply = pass(request);
                awaitLate();
                answer(request.exchange(), reply);
            }
            case IN_FLIGHT -> {
                synchronized (this) {
                    inFlight.add(request);
                }
            }
            case TAKEN_BY_ITSELF -> {
                pass(request);
                answer(request.exchange(), GcsReply.error(412, "conditionNotMet"));
            }
            case UNAVAILABLE -> answer(request.exchange(), GcsReply.error(503, "backendError"));
            case UNAVAILABLE_BUT_DONE -> {
                pass(request);
                answer(request.exchange(), GcsReply.error(503, "backendError"));
            }
            case TOO_MANY_REQUESTS -> answer(request.exchange(), GcsReply.error(429, "rateLimitExceeded"));
            case FORBIDDEN -> answer(request.exchange(), GcsReply.error(403, "forbidden"));
        }
    }

    private void awaitLate() {
        try {
            closed.await(LATE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The emulator takes this question for the end of the upload: it is answered here, as the documentation says. */
    private GcsReply progress(GcsRequest request) {
        return uploads.progress(request.uri());
    }

    private GcsReply pass(GcsRequest held) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        store.resolve(held.uri().toString()))
                .method(
                        held.method(),
                        held.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(held.body()));
        held.exchange().getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            GcsReply reply = GcsReply.of(response);
            uploads.answered(held.method(), held.uri(), reply);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, GcsReply reply) throws IOException {
        reply.headers().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, ours(name, value)));
            }
        });
        boolean empty = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), empty ? NO_BODY : reply.body().length);
        if (!empty) {
            exchange.getResponseBody().write(reply.body());
        }
    }

    private String ours(String name, String value) {
        return name.equalsIgnoreCase("Location") ? value.replace(store.toString(), uri().toString()) : value;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
