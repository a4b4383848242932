// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The setting that says whether validation may touch storage. */
final class ProbeConfigDef {
    static final String PROBE = "delta.validate.probe";

    private static final String GROUP = "Validation";

    private ProbeConfigDef() {}

    static void addTo(ConfigDef def) {
        def.define(
                PROBE,
                BOOLEAN,
                false,
                new FlagValidator(),
                LOW,
                "Whether validating a configuration tries it as well. With true, validation, and so each creation or change "
                        + "of the connector by REST, writes a small file below the warehouse by put-if-absent, sees a second one "
                        + "of its name refused and deletes it, and looks whether the tables of the topics in topics that exist can be "
                        + "written by delta.log.library. It takes 20 seconds at most. The default, false, touches no "
                        + "network. It changes nothing for a running task.",
                GROUP,
                1,
                Width.SHORT,
                "Probe the warehouse");
    }

    /** Connect itself refuses what is neither true nor false; this one has the words for the reference. */
    private record FlagValidator() implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, Object value) {
            // Connect has parsed the value by now.
        }

        @Override
        public String toString() {
            return "true or false";
        }
    }
}
