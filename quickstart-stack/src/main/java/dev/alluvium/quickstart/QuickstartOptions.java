// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.workload.ShopSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param source the shop's database
 * @param once whether to end after the proof
 * @param warehouse where the tables go; without it they go to a temporary directory
 * @param seconds how long the workload runs before the proof
 * @param killWorker whether to kill the worker in the middle of the workload
 * @param configs the directory of the connectors' JSON files
 */
record QuickstartOptions(
        ShopSource source,
        boolean once,
        Optional<URI> warehouse,
        Ports ports,
        int seconds,
        boolean killWorker,
        Path configs) {}
