// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import org.jspecify.annotations.Nullable;

/** What a pipeline's committer thread does, turn by turn. Tests that decide what happens when take the turns themselves. */
final class CommitterThread {
    private final Committer committer;
    private final Mailbox<CommitterMessage> mailbox;
    private final ThreadLife life;

    CommitterThread(Committer committer, Mailbox<CommitterMessage> mailbox, ThreadLife life) {
        this.committer = committer;
        this.mailbox = mailbox;
        this.life = life;
    }

    void run() throws InterruptedException {
        try {
            while (!life.isOver()) {
                handleAll(mailbox.next(committer.attemptDue()));
            }
        } finally {
            abandon();
        }
    }

    /** One turn, without waiting for anything. */
    void turn() {
        committer.attemptDue();
        handleAll(mailbox.poll());
    }

    /** Drops what has not been attempted: the end. */
    void abandon() {
        handleAll(mailbox.poll());
        committer.abandon();
    }

    private void handleAll(@Nullable CommitterMessage first) {
        for (CommitterMessage message = first; message != null; message = mailbox.poll()) {
            committer.handle(message);
        }
    }
}
