// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.workload.ShopSource;
import dev.alluvium.verify.command.TextTable;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./quickstart sql}: for machines that have no psql. */
@Command(
        name = "sql",
        usageHelpAutoWidth = true,
        description = "Runs a statement in the shop database of a quickstart that is up.")
final class SqlCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description = "As given to the quickstart. Default: ${DEFAULT-VALUE}.")
    private String source = "postgres";

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "" + QuickstartCommand.DEFAULT_PORT_BASE,
            description = "As given to the quickstart. Default: ${DEFAULT-VALUE}.")
    private int portBase;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself.
    private boolean help;

    @Parameters(paramLabel = "STATEMENT", description = "One SQL statement.")
    private String statement = "";

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ShopSource shop = shop();
        String url = shop.jdbcUrl(new Ports(portBase).database());
        try (Connection connection = DriverManager.getConnection(url, shop.user(), shop.password());
                Statement sql = connection.createStatement()) {
            if (sql.execute(statement)) {
                print(sql.getResultSet(), out);
            } else {
                out.println(sql.getUpdateCount() + " rows changed");
            }
            return 0;
        } catch (SQLException e) {
            spec.commandLine().getErr().println(url + ": " + e.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }

    private ShopSource shop() {
        try {
            return ShopSource.of(source);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void print(ResultSet rows, PrintWriter out) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        String[] titles = new String[meta.getColumnCount()];
        for (int i = 0; i < titles.length; i++) {
            titles[i] = "<" + meta.getColumnName(i + 1);
        }
        TextTable table = TextTable.of(titles);
        while (rows.next()) {
            Object[] cells = new Object[titles.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = String.valueOf(rows.getString(i + 1));
            }
            table.row(cells);
        }
        table.lines().forEach(out::println);
    }
}
