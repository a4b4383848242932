// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MySQL, and MariaDB, which was one once: what differs in how a server is found, set up and started. */
public enum MySqlFamily {
    /** The program may be MariaDB's on some systems, which is another database to Debezium. */
    MYSQL("MySQL", "mysqld", "ALLUVIUM_MYSQL_HOME", "MariaDB") {
        @Override
        List<String> setUp(Path initialSql) {
            return List.of("--initialize-insecure", "--init-file=" + initialSql, "--disable-log-bin", NO_DIRECTORY);
        }

        @Override
        String initialSql(Path program, String users) {
            return users;
        }

        @Override
        public String transactions() {
            return "gtid_executed";
        }

        @Override
        List<String> options() {
            return List.of("--mysqlx=OFF", "--gtid-mode=ON", "--enforce-gtid-consistency=ON", NO_DIRECTORY);
        }
    },
    /** Whose transactions have global ids without being asked. */
    MARIADB("MariaDB", "mariadbd", "ALLUVIUM_MARIADB_HOME", "MySQL") {
        @Override
        List<String> setUp(Path initialSql) {
            return List.of("--bootstrap"); // Reads it.
        }

        /** Its own setup program is a shell script that wants others; this is what it comes to. */
        @Override
        String initialSql(Path program, String users) throws IOException {
            StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
            for (String part : List.of("system_tables", "performance_tables", "system_tables_data")) {
                sql.append(Files.readString(program.resolveSibling("../share/mysql/mysql_" + part + ".sql")));
            }
            return sql.append("FLUSH PRIVILEGES;\n").append(users).toString();
        }

        @Override
        public String transactions() {
            return "gtid_binlog_pos";
        }

        @Override
        List<String> options() {
            return List.of("--binlog-format=ROW", "--gtid-strict-mode=ON");
        }
    };

    /** Where files may be loaded from does not matter, but it is looked for. */
    private static final String NO_DIRECTORY = "--secure-file-priv=NULL";

    private final String title;
    private final String program;
    private final String home;
    private final String relative;

    MySqlFamily(String title, String program, String home, String relative) {
        this.title = title;
        this.program = program;
        this.home = home;
        this.relative = relative;
    }

    /** As its makers write its name. */
    public String title() {
        return title;
    }

    /** The environment variable that names a directory, in whose {@code bin} the server is. */
    public String home() {
        return home;
    }

    /** The system variable that holds the global ids of all transactions in the binary log. */
    public abstract String transactions();

    String program() {
        return program;
    }

    /** Who else's program may have this name; its version says so. */
    String relative() {
        return relative;
    }

    /** What makes a new data directory of {@link #initialSql}, which is also on standard input. */
    abstract List<String> setUp(Path initialSql);

    /** @param users makes the users, a statement a line */
    abstract String initialSql(Path program, String users) throws IOException;

    /** What a server with a log of rows and global transaction ids is told, beside what both are. */
    abstract List<String> options();
}
