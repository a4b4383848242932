// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import java.time.OffsetDateTime;
import java.util.UUID;

/** What differs between the shop's statements, and the values in them, from one database to another. */
enum ShopDialect {
    POSTGRES("shop.sql", "?::jsonb", "?::text[]") {
        @Override
        Object id(UUID id) {
            return id;
        }

        @Override
        Object instant(OffsetDateTime time) {
            return time;
        }

        @Override
        String tags(String first) {
            return "{" + first + ",\"on sale\",NULL}";
        }
    },
    /** MySQL and MariaDB. */
    MYSQL("shop-mysql.sql", "?", "?") {
        @Override
        Object id(UUID id) {
            return id.toString();
        }

        /** The server's time zone is UTC. */
        @Override
        Object instant(OffsetDateTime time) {
            return time.toLocalDateTime();
        }

        @Override
        String tags(String first) {
            return "[\"" + first + "\", \"on sale\", null]";
        }
    };

    private final String script;
    private final String json;
    private final String list;

    ShopDialect(String script, String json, String list) {
        this.script = script;
        this.json = json;
        this.list = list;
    }

    /** The resource that creates the tables. */
    String script() {
        return script;
    }

    /** The place of a JSON document in a statement. */
    String json() {
        return json;
    }

    /** The place of {@link #tags} in a statement. */
    String list() {
        return list;
    }

    abstract Object id(UUID id);

    /** @param time in UTC */
    abstract Object instant(OffsetDateTime time);

    /** A list of a word, two words and nothing, as text. */
    abstract String tags(String first);
}
