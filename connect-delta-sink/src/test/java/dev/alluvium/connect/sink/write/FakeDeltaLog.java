// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The stored log of one table, in memory: what every {@link FakeTableLog} of that table shares. Faults are scripted here. */
public final class FakeDeltaLog {

    /** A version as it was written. {@code schema} is present if the version set it. */
    public record Version(
            Optional<UUID> commitId,
            Map<String, Long> txns,
            List<DataFile> files,
            Map<String, String> notes,
            Optional<TableSchema> schema) {}

    private final Map<String, Long> lastUpdatedMs = new HashMap<>();

    private record InFlight(long number, Version content, long sentAtMs) {}

    private final List<Version> versions = new ArrayList<>();
    private final List<Long> writtenAtMs = new ArrayList<>();
    private final Deque<WriteFault> writeFaults = new ArrayDeque<>();
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private int readsToFail;
    private OptionalInt readsUntilEvent = OptionalInt.empty();
    private Runnable eventAfterReads = () -> {};
    private int writeRequests;
    private OptionalLong checkpoint = OptionalLong.empty();
    private Optional<String> unsupported = Optional.empty();
    private LongSupplier nowMs = () -> 0;
    private long requestLifeMs = Long.MAX_VALUE;

    /** Lets the write request after those already scripted meet {@code fault}. */
    public synchronized void onNextWrite(WriteFault fault) {
        writeFaults.add(fault);
    }

    /** Lets the next {@code times} reads of the log end in an {@code IOException}. */
    public synchronized void failReads(int times) {
        readsToFail = times;
    }

    /** Lets the requests in flight arrive once the log has been read {@code times} more. */
    public synchronized void landInFlightAfterReads(int times) {
        afterReads(times, () -> {
            while (!inFlight.isEmpty()) {
                landInFlight();
            }
        });
    }

    /** Lets {@code event} happen once the log has been read {@code times} more, just before it is read again. */
    public synchronized void afterReads(int times, Runnable event) {
        readsUntilEvent = OptionalInt.of(times);
        eventAfterReads = event;
    }

    /** From now on no library can write this table. */
    public synchronized void refuse(String reason) {
        unsupported = Optional.of(reason);
    }

    /** It is writable again. */
    public synchronized void accept() {
        unsupported = Optional.empty();
    }

    /** Lets the oldest request in flight arrive: it is written if its version is still free. */
    public synchronized boolean landInFlight() {
        InFlight request = inFlight.remove();
        return mayArrive(request.sentAtMs()) && append(request.number(), request.content());
    }

    public synchronized boolean hasInFlight() {
        return !inFlight.isEmpty();
    }

    /** Writes a version that no {@code FakeTableLog} knows of. */
    public synchronized long commitForeign(Map<String, Long> txns, List<DataFile> files) {
        add(new Version(Optional.empty(), Map.copyOf(txns), List.copyOf(files), Map.of(), Optional.empty()));
        return newest();
    }

    /** Somebody else changes the table's schema. */
    public synchronized long changeForeign(TableSchema schema) {
        add(new Version(Optional.empty(), Map.of(), List.of(), Map.of(), Optional.of(schema)));
        return newest();
    }

    /** From now on a request is under way for less than {@code lifeMs}, or never arrives. */
    public synchronized void limitRequests(LongSupplier clockMs, long lifeMs) {
        nowMs = clockMs;
        requestLifeMs = lifeMs;
    }

    /** Whether a request sent then may still be under way. */
    synchronized boolean mayArrive(long sentAtMs) {
        return nowMs.getAsLong() - sentAtMs < requestLifeMs;
    }

    synchronized long nowMs() {
        return nowMs.getAsLong();
    }

    /** No further faults; what is in flight stays there. */
    public synchronized void heal() {
        writeFaults.clear();
        readsToFail = 0;
        readsUntilEvent = OptionalInt.empty();
        accept();
    }

    /** The first version that was written after {@code ms}; the one to come if there is none. */
    public synchronized long firstAfter(long ms) {
        for (int version = 0; version < writtenAtMs.size(); version++) {
            if (writtenAtMs.get(version) > ms) {
                return version;
            }
        }
        return versions.size();
    }

    public synchronized List<Version> versions() {
        return List.copyOf(versions);
    }

    /** All files, in the order in which they were added. */
    public synchronized List<DataFile> files() {
        return versions.stream().flatMap(version -> version.files().stream()).toList();
    }

    /** The txns of the newest version. */
    public synchronized Map<String, Long> txns() {
        return txnsAt(newest());
    }

    public synchronized TableSchema schema() {
        return schemaAt(newest());
    }

    public synchronized OptionalLong checkpointed() {
        return checkpoint;
    }

    /** How many requests to write a version have come in, lost ones included. */
    public synchronized int writeRequests() {
        return writeRequests;
    }

    /** From now on a txn says that it was written then. */
    public synchronized void lastUpdated(String appId, long atMs) {
        lastUpdatedMs.put(appId, atMs);
    }

    synchronized OptionalLong lastUpdatedMs(String appId) {
        Long atMs = lastUpdatedMs.get(appId);
        return atMs == null ? OptionalLong.empty() : OptionalLong.of(atMs);
    }

    synchronized Optional<String> unsupported() {
        return unsupported;
    }

    /** Reads the log, as far as the script allows. */
    public synchronized long readNewest() throws IOException {
        if (readsToFail > 0) {
            readsToFail--;
            throw new IOException("scripted: the log cannot be read");
        }
        if (readsUntilEvent.isPresent()) {
            int left = readsUntilEvent.getAsInt();
            readsUntilEvent = left == 0 ? OptionalInt.empty() : OptionalInt.of(left - 1);
            if (left == 0) {
                eventAfterReads.run();
            }
        }
        return newest();
    }

    synchronized Map<String, Long> txnsAt(long number) {
        Map<String, Long> txns = new HashMap<>();
        versions.subList(0, (int) number + 1).forEach(version -> txns.putAll(version.txns()));
        return txns;
    }

    synchronized TableSchema schemaAt(long number) {
        TableSchema schema = TableSchema.EMPTY;
        for (Version version : versions.subList(0, (int) number + 1)) {
            schema = version.schema().orElse(schema);
        }
        return schema;
    }

    /**
     * Put-if-absent.
     *
     * @return whether the store says that it was written
     * @throws IOException if the outcome is not told
     */
    public synchronized boolean put(long number, Version content) throws IOException {
        writeRequests++;
        WriteFault fault = writeFaults.poll();
        if (fault == null) {
            return append(number, content);
        }
        switch (fault) {
            case REPLY_LOST -> append(number, content);
            case REQUEST_LOST -> {}
            case IN_FLIGHT -> inFlight.add(new InFlight(number, content, nowMs.getAsLong()));
            case TAKEN_BY_ITSELF -> {
                append(number, content);
                return false;
            }
            case FOREIGN_COMMIT -> {
                commitForeign(Map.of(), List.of());
                return append(number, content);
            }
        }
        throw new IOException("scripted: " + fault);
    }

    synchronized void checkpointAt(long number) {
        checkpoint = OptionalLong.of(number);
    }

    private boolean append(long number, Version content) {
        if (number > versions.size()) {
            throw new IllegalStateException("version " + number + " would leave a gap behind " + newest());
        }
        return number == versions.size() && add(content);
    }

    private boolean add(Version version) {
        writtenAtMs.add(nowMs.getAsLong());
        return versions.add(version);
    }

    private long newest() {
        return versions.size() - 1L;
    }
}
