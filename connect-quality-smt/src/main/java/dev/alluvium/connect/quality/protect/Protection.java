// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.protect;

/** What is shown in place of a value. Safe for use by several threads. */
public sealed interface Protection permits Redaction, TextProtection {}
