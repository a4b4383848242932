// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

/** What else is to be looked at, or to be let pass. */
public enum VerifyOption {
    /** Gaps need no explanation: topics are compacted or transactional, or records are filtered or go elsewhere. */
    GAPS_ALLOWED,
    /** What Kafka has below the first row is not missed: the connector began at the end of its topics. */
    SINCE_FIRST_ROW,
    /** The table must have reached Kafka's end. */
    COMPLETE,
    /** The commits in the log are not read one by one. */
    WITHOUT_HISTORY
}
