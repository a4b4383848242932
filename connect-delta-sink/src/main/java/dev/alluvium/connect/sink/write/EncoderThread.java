// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a pipeline's encoder thread does, turn by turn. Tests that decide what happens when take the turns themselves. */
final class EncoderThread {
    private final Encoder encoder;
    private final Mailbox<EncoderMessage> mailbox;
    private final ThreadLife life;
    private final AtomicLong commits = new AtomicLong();
    private volatile long written;

    EncoderThread(Encoder encoder, Mailbox<EncoderMessage> mailbox, ThreadLife life) {
        this.encoder = encoder;
        this.mailbox = mailbox;
        this.life = life;
    }

    void run() throws InterruptedException {
        try {
            while (!life.isOver()) {
                handle(mailbox.next(encoder.sealDue()));
            }
        } finally {
            abandon();
        }
    }

    /** One turn, without waiting for anything. */
    void turn() {
        encoder.sealDue();
        handle(mailbox.poll());
    }

    /** Drops the open files: the end. */
    void abandon() {
        encoder.abandon();
    }

    /** The number of the batch that was encoded last. Safe for use by any thread, as is {@link #commits}. */
    long written() {
        return written;
    }

    /** How many commits have ceased to be pending. */
    long commits() {
        return commits.get();
    }

    private void handle(@Nullable EncoderMessage message) {
        if (message == null) {
            return;
        }
        encoder.handle(message);
        if (message instanceof EncoderMessage.Rows rows) {
            written = rows.batch().number();
        } else if (message instanceof EncoderMessage.Committed) {
            // Not before its rows have ceased to be pending: the task asks for both at once.
            commits.incrementAndGet();
        }
    }
}
