// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.SinkSettings;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/** The pipeline of a task whose threads never run: whoever simulates takes their turns for them. */
public final class SteppedPipeline {

    /** How time passes while somebody waits. */
    public interface Time {
        long nowMs();

        /** Others act meanwhile. */
        void pass(long durationMs);
    }

    private static final long LOOK_AGAIN_MS = 50;

    private final Pipeline pipeline;

    public SteppedPipeline(
            SinkSettings settings, CommitGroups groups, TableLogs logs, DataFiles files, Time time, long seed) {
        Waiting waiting = new Waiting() {
            @Override
            public void sleep(long durationMs) {
                time.pass(durationMs);
            }

            @Override
            public boolean await(CountDownLatch done, long timeoutMs) {
                long deadlineMs = time.nowMs() + timeoutMs;
                while (done.getCount() > 0 && time.nowMs() < deadlineMs) {
                    time.pass(LOOK_AGAIN_MS);
                }
                return done.getCount() == 0;
            }

            @Override
            public void awaitQueue(MemoryGauge gauge, long maxBytes, long timeoutMs) {
                long deadlineMs = time.nowMs() + timeoutMs;
                while (gauge.queuedBytes() > maxBytes && time.nowMs() < deadlineMs) {
                    time.pass(LOOK_AGAIN_MS);
                }
            }
        };
        this.pipeline = new Pipeline(
                settings, groups, logs, files, NeverRunning::new, time::nowMs, new SplittableRandom(seed), waiting);
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /** One turn of the encoder's thread. */
    public void turnEncoder() {
        pipeline.encoderThread().turn();
    }

    /** One turn of the committer's thread. */
    public void turnCommitter() {
        pipeline.committerThread().turn();
    }

    /** What the encoder's thread does before it ends. */
    public void abandonEncoder() {
        pipeline.encoderThread().abandon();
    }

    /** What the committer's thread does before it ends. */
    public void abandonCommitter() {
        pipeline.committerThread().abandon();
    }

    private static final class NeverRunning extends Thread {
        NeverRunning(Runnable work) {
            super(work);
        }

        @Override
        public synchronized void start() {
            // Its turns are taken by the simulation.
        }
    }
}
