// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import java.util.List;

/** What can be done with a stack that stays up. */
final class Hints {
    private Hints() {}

    static List<String> lines(QuickstartOptions options, Stack stack, Warehouse warehouse) {
        String rest = stack.rest().url();
        ShopDatabase shop = stack.database();
        ShopSource source = shop.source();
        boolean postgres = source == ShopSource.POSTGRES;
        String which = postgres ? "" : " --source " + source.key();
        String update = "UPDATE customers SET name = 'Grace Hopper' WHERE id = 1" + (postgres ? " RETURNING *" : "");
        String ports = options.ports().base() == QuickstartCommand.DEFAULT_PORT_BASE
                ? ""
                : " --port-base " + options.ports().base();
        return List.of(
                "",
                "The stack stays up, with a gentle workload, until you press Ctrl-C:",
                "    Connect     " + rest,
                "    Kafka       " + stack.broker().bootstrapServers(),
                String.format("    %-10s  ", source.title()) + source.jdbcUrl(shop.port()) + "  (user " + source.user()
                        + ", password " + source.password() + ")",
                "    warehouse   " + warehouse.uri(),
                "    worker log  " + stack.worker().log(),
                "",
                "Three things to try from another terminal:",
                "  1. Change a row, and see a commit to " + source.bronze("customers") + " with it:",
                "       ./quickstart sql" + which + ports + " \"" + update + "\"",
                "  2. Kill the worker, and see it come back, with nothing lost or doubled:",
                "       kill -9 " + stack.worker().pid(),
                "  3. Ask Connect how the sink is, or stop and resume it:",
                "       curl -s " + rest + "/connectors/" + source.sink() + "/status",
                "       curl -s -X PUT " + rest + "/connectors/" + source.sink() + "/pause   # and .../resume",
                "");
    }
}
