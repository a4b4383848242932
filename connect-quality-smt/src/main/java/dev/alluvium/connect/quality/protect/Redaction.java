// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.protect;

/** Nothing is shown: a null, and where there must be no null, what is nothing in the value's type. */
public enum Redaction implements Protection {
    REDACT
}
