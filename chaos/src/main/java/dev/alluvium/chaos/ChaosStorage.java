// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.chaos.storage.FaultDirectory;
import java.nio.file.Path;
import java.util.Map;

/** Where the tables are, and how faults get there. */
interface ChaosStorage extends AutoCloseable {

    /** Where faults are planted. */
    FaultDirectory faults();

    /** The warehouse, as sinks are told. */
    String warehouse();

    /** The same warehouse as files, read past all faults. */
    Path tables();

    /** What sinks are configured with besides. */
    Map<String, String> settings();

    @Override
    void close();
}
