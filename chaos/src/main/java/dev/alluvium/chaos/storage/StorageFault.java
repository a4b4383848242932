// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos.storage;

import java.util.Locale;

/**
 * What is to happen to one request.
 *
 * @param number tells faults of one run apart; of two that fit a request, the lower strikes
 * @param delayMs how long a request hangs, or how much later it lands
 */
public record StorageFault(int number, Operation operation, Mishap mishap, int delayMs) {
    public StorageFault {
        if (!operation.mishaps().contains(mishap)) {
            throw new IllegalArgumentException(operation + " cannot be " + mishap);
        }
    }

    /** As the name of a file. */
    String fileName() {
        return String.format(Locale.ROOT, "%06d.%s.%s.%d", number, operation, mishap, delayMs);
    }

    static StorageFault ofFileName(String name) {
        String[] parts = name.split("\\.", -1);
        return new StorageFault(
                Integer.parseInt(parts[0]),
                Operation.valueOf(parts[1]),
                Mishap.valueOf(parts[2]),
                Integer.parseInt(parts[3]));
    }

    /** As {@code COMMIT REPLY_LOST} or {@code LIST HUNG 2000 ms}. */
    @Override
    public String toString() {
        boolean delayed = mishap == Mishap.HUNG || mishap == Mishap.LATE;
        return operation + " " + mishap + (delayed ? " " + delayMs + " ms" : "");
    }
}
