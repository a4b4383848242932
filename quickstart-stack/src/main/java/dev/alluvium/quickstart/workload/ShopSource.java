// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.stack.MySqlProgram;
import dev.alluvium.quickstart.stack.MySqlServer;
import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.stack.PostgresServer;
import dev.alluvium.quickstart.stack.StackException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The databases that the shop may be in, and where its changes go, as the files of {@code connector-configs} say. */
public enum ShopSource {
    POSTGRES(Optional.empty(), "PostgreSQL", PostgresServer.USER, PostgresServer.USER) {
        @Override
        public String sink() {
            return "shop-delta-sink";
        }

        @Override
        public String topic(String table) {
            return "shop.public." + table;
        }

        @Override
        public String bronze(String table) {
            return "shop_" + table;
        }

        @Override
        public Map<String, String> schemas() {
            return Map.of();
        }

        @Override
        String variables() {
            return "SHOP_DB";
        }
    },
    MYSQL(MySqlFamily.MYSQL),
    MARIADB(MySqlFamily.MARIADB);

    private final Optional<MySqlFamily> family;
    private final String title;
    private final String user;
    private final String password;

    ShopSource(Optional<MySqlFamily> family, String title, String user, String password) {
        this.family = family;
        this.title = title;
        this.user = user;
        this.password = password;
    }

    ShopSource(MySqlFamily family) {
        this(Optional.of(family), family.title(), MySqlServer.USER, MySqlServer.PASSWORD);
    }

    /**
     * The one of a name, whatever its case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ShopSource of(String name) {
        return Arrays.stream(values())
                .filter(source -> source.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the source must be postgres, mysql or mariadb; it is '" + name + "'"));
    }

    /** Why no server of it can be started here; empty if it can. */
    public Optional<String> obstacle() {
        try {
            return family.filter(server -> MySqlProgram.locate(server).isEmpty())
                    .map(MySqlProgram::absent);
        } catch (StackException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Empty for PostgreSQL, which Maven brings. */
    public Optional<MySqlFamily> family() {
        return family;
    }

    /** As its makers write its name. */
    public String title() {
        return title;
    }

    /** The source connector, and its file. */
    public String connector() {
        return "shop-" + key() + "-source";
    }

    /** The sink connector of its topics, and its file. */
    public String sink() {
        return "shop-" + key() + "-delta-sink";
    }

    /** The topic of a table's changes. */
    public String topic(String table) {
        return "shop_" + key() + "." + ShopDatabase.NAME + "." + table;
    }

    /** The bronze table of those changes. */
    public String bronze(String table) {
        return "shop_" + key() + "_" + table;
    }

    /** The topic in which Debezium tells of changes of schemas, if it does, and its bronze table. */
    public Map<String, String> schemas() {
        return Map.of("shop_" + key(), bronze("ddl"));
    }

    /** All topics that the sink takes. */
    public List<String> topics() {
        return Stream.concat(ShopDatabase.TABLES.stream().map(this::topic), schemas().keySet().stream())
                .toList();
    }

    /** The shop of a server on this machine. */
    public String jdbcUrl(int port) {
        return family.isPresent()
                ? MySqlServer.jdbcUrl(port, ShopDatabase.NAME)
                : PostgresServer.jdbcUrl(port, ShopDatabase.NAME);
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** What a worker's environment must hold for the connector's file. */
    public Map<String, String> environment(int port, String bootstrapServers) {
        String shop = variables();
        return Map.of(
                shop + "_HOST",
                Ports.HOST,
                shop + "_PORT",
                Integer.toString(port),
                shop + "_USER",
                user,
                shop + "_PASSWORD",
                password,
                shop + "_NAME",
                ShopDatabase.NAME,
                "ALLUVIUM_BOOTSTRAP_SERVERS",
                bootstrapServers);
    }

    /** What the names of those variables begin with. */
    String variables() {
        return "SHOP_" + name();
    }

    /** The name that users call it by, and its files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
