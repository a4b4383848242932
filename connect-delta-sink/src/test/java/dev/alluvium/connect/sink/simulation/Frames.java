// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.simulation.Worker.Role;
import dev.alluvium.connect.sink.write.SinkFailureException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Who is in the middle of what: one thread of a task waits for storage while another, on top of it, acts. */
final class Frames {
    private record Frame(Worker worker, long life) {
        boolean isAlive() {
            return worker.life() == life;
        }
    }

    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Consumer<Worker> failed;

    /** @param failed is told of a task that has failed and is gone */
    Frames(Consumer<Worker> failed) {
        this.failed = failed;
    }

    int depth() {
        return frames.size();
    }

    /** A turn of one of a task's threads, unless it is in the middle of one. */
    void act(Worker worker, Role role, Runnable turn) {
        if (!worker.isFree(role)) {
            return;
        }
        Frame frame = new Frame(worker, worker.life());
        frames.push(frame);
        worker.begin(role);
        try {
            runOrFail(frame, role, turn);
        } catch (Killed e) {
            if (frame.isAlive()) {
                throw e;
            }
        } finally {
            frames.pop();
            if (frame.isAlive()) {
                worker.end(role);
            }
        }
    }

    private void runOrFail(Frame frame, Role role, Runnable turn) {
        try {
            turn.run();
        } catch (SinkFailureException e) {
            if (frame.isAlive()) {
                frame.worker().fail(role, String.valueOf(e.getMessage()));
                failed.accept(frame.worker());
            }
        }
    }

    /** To be called when a wait is over: whoever waited may have been killed meanwhile. */
    void goOn() {
        Frame waiting = frames.peek();
        if (waiting != null && !waiting.isAlive()) {
            throw new Killed();
        }
    }
}
