// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * What the rules of all gates in this worker have come to, for a sink of ours to write down. In the zip of the sink, gates and sink share
 * this class; where the gates are alone, nobody asks, and only metrics tell. Safe for use by many threads.
 */
public final class GateResults {
    /** Of gates that were closed and of which nobody has asked: more would be a leak. */
    private static final int MAX_CLOSED = 1_000;

    private static final GateResults OF_THIS_WORKER = new GateResults();

    /**
     * What a rule has come to since it was last asked for.
     *
     * @param transformation the alias of the gate
     * @param contract id and version, empty if there is none
     * @param mode {@code observe} or {@code enforce}
     * @param evaluated how many records it was held against
     * @param violated how many of them it did not hold for
     */
    public record Result(
            String connector,
            String task,
            String transformation,
            String contract,
            String rule,
            String action,
            String mode,
            long evaluated,
            long violated) {}

    /** A gate that counts. */
    interface Source {
        String connector();

        /** What has come since the last call, of rules that were held against a record since. */
        List<Result> take();

        /** Whether nothing will come any more. */
        boolean isClosed();
    }

    private final List<Source> sources = new ArrayList<>();

    GateResults() {}

    public static GateResults ofThisWorker() {
        return OF_THIS_WORKER;
    }

    synchronized void add(Source source) {
        sources.add(source);
        long closed = sources.stream().filter(Source::isClosed).count();
        if (closed > MAX_CLOSED) {
            sources.removeIf(Source::isClosed);
        }
    }

    /** What the gates in front of a connector have come to since the last call. */
    public synchronized List<Result> take(String connector) {
        List<Result> taken = new ArrayList<>();
        for (Source source : List.copyOf(sources)) {
            if (source.connector().equals(connector)) {
                boolean isLast = source.isClosed();
                taken.addAll(source.take());
                if (isLast) {
                    sources.remove(source);
                }
            }
        }
        return taken;
    }
}
