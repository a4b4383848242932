// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.io.IOException;
import java.util.Set;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a register again that did not answer. A task asks as soon as partitions are given to it, and Connect takes its word for it if it
 * fails: one request that goes astray must not be the end of it. It gives up within seconds, for Connect waits meanwhile.
 */
public final class RepeatedRegister implements Register {
    static final int MAX_ATTEMPTS = 6;
    private static final long FIRST_BACKOFF_MS = 100;
    private static final long MAX_BACKOFF_MS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedRegister.class);

    private final Register register;
    private final Waiting waiting;
    private final Backoff backoff = new Backoff(FIRST_BACKOFF_MS, MAX_BACKOFF_MS, new SplittableRandom());

    public RepeatedRegister(Register register) {
        this(register, Waiting.real());
    }

    RepeatedRegister(Register register, Waiting waiting) {
        this.register = register;
        this.waiting = waiting;
    }

    @FunctionalInterface
    private interface Request<T> {
        T send() throws IOException;
    }

    @Override
    public Set<String> names(String folder) throws IOException {
        return repeated(folder, () -> register.names(folder));
    }

    /** @return false as well if an earlier request of ours has written it, whose reply was lost */
    @Override
    public boolean add(String folder, String name, String content) throws IOException {
        return repeated(folder, () -> register.add(folder, name, content));
    }

    private <T> T repeated(String folder, Request<T> request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (IOException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
                LOG.warn("The register's folder {} did not answer, asking again: {}", folder, e.toString());
                waiting.sleep(backoff.delayMs(attempt));
            }
        }
    }
}
