// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.gcs;

/** What becomes of a request on its way to storage and back. */
public enum GcsFault {
    /** The connection breaks before storage hears of it. */
    REQUEST_LOST,
    /** Storage does it; the connection breaks before the answer comes back. */
    REPLY_LOST,
    /** Storage does it, and the answer comes back when nobody waits for it any longer. */
    REPLY_LATE,
    /** The connection breaks, and the request stays under way until {@link GcsProxy#landInFlight()}. */
    IN_FLIGHT,
    /** Storage does it; a repetition of the request by somebody between is what is answered: that the object is there. */
    TAKEN_BY_ITSELF,
    /** 503, and nothing was done. */
    UNAVAILABLE,
    /** 503, and it was done all the same. */
    UNAVAILABLE_BUT_DONE,
    /** 429, and nothing was done. */
    TOO_MANY_REQUESTS,
    /** 403. */
    FORBIDDEN
}
