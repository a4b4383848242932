// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/** Stub until the real one arrives. */
public record TableNameTemplate(String template) {
    public static TableNameTemplate parse(String template) {
        if (template.isBlank() || template.contains("${nonsense}")) {
            throw new IllegalArgumentException("'" + template + "' is no template");
        }
        return new TableNameTemplate(template);
    }
}
