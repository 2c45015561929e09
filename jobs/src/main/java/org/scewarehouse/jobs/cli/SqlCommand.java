package org.scewarehouse.jobs.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.run.Fault;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "sql",
        description = {
            "Ask the warehouse. Reads only, unless --write is given.",
            "",
            "  sce sql \"select * from report.data_freshness\"",
            "  sce sql --csv \"select * from report.container_idleness\" > idleness.csv"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class SqlCommand implements Callable<Integer> {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String INVALID_SCHEMA = "3F000";
    private static final String READ_ONLY = "25006";

    /** What a statement that only reads begins with. Anything else could end the read-only transaction it runs in. */
    private static final Pattern READING = Pattern.compile(
            "(?is)(?:[\\s(]|--[^\\n]*\\n|/\\*.*?\\*/)*(?:(?:select|with|values|table|explain|show)\\b.*)?");

    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "QUERY", description = "One or more statements, in quotes.")
    private String query;

    @Option(names = "--csv", description = "Print comma-separated values (RFC 4180) instead of a table.")
    private boolean isCsv;

    @Option(names = "--write", description = "Let the statements change the warehouse.")
    private boolean isWriting;

    @Override
    public Integer call() throws SQLException {
        refuseNothing();
        refuseWriting();
        Session session = sce.session();
        try (WarehouseConnection warehouse = WarehouseConnection.open(session.settings());
                Connection connection = warehouse.dataSource().getConnection()) {
            connection.setReadOnly(!isWriting);
            connection.setAutoCommit(false); // Also what lets the driver stream rows instead of keeping them all.
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(1_000);
                session.termination().onRequest(() -> cancel(statement));
                print(statement, statement.execute(query));
                connection.commit();
                sce.console().requireWritten();
                return ExitCode.DONE.number();
            } catch (PSQLException e) {
                connection.rollback();
                sce.console().error(SqlFault.text(e, query, statements().size() == 1) + hint(e, connection));
                return Fault.of(e).exitCode().number();
            }
        }
    }

    private List<NativeQuery> statements() throws SQLException {
        return Parser.parseJdbcSql(query, true, false, true, false, false);
    }

    private void refuseNothing() throws SQLException {
        if (statements().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The query is empty; give one, such as \"select * from report.data_freshness\"");
        }
    }

    private void refuseWriting() throws SQLException {
        for (NativeQuery statement : statements()) {
            if (!isWriting && !READING.matcher(statement.nativeSql).matches()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'" + statement.nativeSql.strip() + "' does more than read; --write lets it");
            }
        }
    }

    /** Waiting for the server cannot be interrupted, but the server can be told to give up. */
    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // The session ends with this process anyway.
        }
    }

    private void print(Statement statement, boolean hasRows) throws SQLException {
        boolean isRows = hasRows;
        while (isRows || statement.getUpdateCount() >= 0) {
            if (isRows) {
                print(statement.getResultSet());
            } else if (!isCsv) {
                sce.console().line(changed(statement.getUpdateCount()));
            }
            isRows = statement.getMoreResults();
        }
    }

    /** The driver counts no rows for a statement that changes none, such as create table. */
    private static String changed(long rows) {
        return rows == 0 ? "done, no row changed" : "done, " + rows + (rows == 1 ? " row" : " rows") + " changed";
    }

    private void print(ResultSet rows) throws SQLException {
        if (isCsv) {
            CsvPrinter.print(rows, sce.console().output());
        } else {
            TablePrinter.print(rows, sce.console().output());
        }
    }

    private static String hint(PSQLException fault, Connection connection) throws SQLException {
        String state = fault.getSQLState();
        if (READ_ONLY.equals(state)) {
            return "\nOnly with --write may a query change something.";
        }
        boolean isEmpty = (UNDEFINED_TABLE.equals(state) || INVALID_SCHEMA.equals(state))
                && !WarehouseConnection.isMigrated(connection);
        return isEmpty ? "\nThe warehouse is empty: run ./sce demo, ./sce nightly or ./sce migrate first." : "";
    }
}
