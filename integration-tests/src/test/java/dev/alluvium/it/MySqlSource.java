// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.stack.MySqlProgram;
import dev.alluvium.quickstart.stack.MySqlServer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The shop as a MySQL or MariaDB database, as {@code connector-configs} name it.
 *
 * @param family whose it is
 */
record MySqlSource(MySqlFamily family) {
    static final String DATABASE = "shop";

    /** The server of this machine; without one the test is skipped, or fails where there must be one. */
    Path program() {
        String name = name();
        return MySqlProgram.locate(family)
                .orElseGet(() -> Components.required(
                        family.home(), "the directory that .ci/" + name + " prints; nor is there one on the PATH"));
    }

    /** What the connectors' files ask for. */
    Map<String, String> environment(int port, String bootstrapServers) {
        String shop = "SHOP_" + family.name();
        return Map.of(
                shop + "_HOST",
                "127.0.0.1",
                shop + "_PORT",
                Integer.toString(port),
                shop + "_NAME",
                DATABASE,
                shop + "_USER",
                MySqlServer.USER,
                shop + "_PASSWORD",
                MySqlServer.PASSWORD,
                "ALLUVIUM_BOOTSTRAP_SERVERS",
                bootstrapServers);
    }

    /** The connector, and its file. */
    String source() {
        return "shop-" + name() + "-source";
    }

    String sink() {
        return "shop-" + name() + "-delta-sink";
    }

    /** Where the connector tells of changes of schemas. */
    String schemaTopic() {
        return "shop_" + name();
    }

    /** What it told, in bronze. */
    String schemaTable() {
        return schemaTopic() + "_ddl";
    }

    String topic(String table) {
        return schemaTopic() + "." + DATABASE + "." + table;
    }

    String bronze(String table) {
        return schemaTopic() + "_" + table;
    }

    private String name() {
        return family.name().toLowerCase(Locale.ROOT);
    }
}
