package org.scewarehouse.jobs.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "impact",
        description = {
            "Print who and what would be hit if a version of R or Python were withdrawn.",
            "",
            "  sce impact --r 4.0",
            "  sce impact --python 3.9 --csv > python-3.9.csv",
            "",
            "4.0 means 4.0.0, 4.0.5 and so on. People are pseudonyms; hr.runtime_impact gives those who may see",
            "them the logins, of managers too."
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class ImpactCommand implements Callable<Integer> {
    /** Items of one title are things of their own, one a row; all else is one by its name, whoever uses it. */
    private static final String COUNTS = """
            select asset_kind as kind,
                case asset_kind when 'item' then count(*) else count(distinct (asset_name, place_name)) end as things,
                count(distinct user_id) filter (where user_id > 0) as people,
                count(distinct department_name) filter (where user_id > 0) as departments,
                count(distinct manager_user_id) as managers, max(as_of_day) as as_of
            from report.runtime_impact(?, ?)
            group by 1
            order by 1""";

    private static final String ROWS = """
            select asset_kind as kind, asset_name as name, place_name as place, version_name as version,
                pseudonym as person, department_name as department, manager_pseudonym as manager,
                last_used_on as last_used
            from report.runtime_impact(?, ?)""";

    private static final String IS_USED = "select exists (select from report.runtime_impact(?, ?))";

    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Version version;

    @Option(names = "--csv", description = "Print the rows as comma-separated values (RFC 4180), without the counts.")
    private boolean isCsv;

    /** One of the two. */
    static final class Version {
        @Option(names = "--r", paramLabel = "VERSION", description = "Version of R.")
        private @Nullable String r;

        @Option(names = "--python", paramLabel = "VERSION", description = "Version of Python.")
        private @Nullable String python;

        String language() {
            return r == null ? "Python" : "R";
        }

        String number() {
            return String.valueOf(r == null ? python : r);
        }

        void check(CommandLine commandLine) {
            if (!number().matches("[0-9]+([.][0-9]+)*[.]?")) {
                String example = r == null ? "3.9, or in full 3.9.18" : "4.0, or in full 4.0.5";
                throw new ParameterException(
                        commandLine,
                        (r == null ? "--python " : "--r ") + number() + ": expected a version such as " + example);
            }
        }

        @Override
        public String toString() {
            return language() + " " + number();
        }
    }

    @Override
    public Integer call() throws SQLException {
        version.check(spec.commandLine());
        try (WarehouseConnection warehouse =
                        WarehouseConnection.open(sce.session().settings());
                Connection connection = warehouse.dataSource().getConnection()) {
            connection.setReadOnly(true);
            if (!WarehouseConnection.isMigrated(connection)) {
                sce.console().error("The warehouse is empty: run ./sce demo or ./sce nightly first.");
                return ExitCode.ACT.number();
            }
            if (!isCsv && !isUsed(connection)) {
                sce.console()
                        .line("Nothing is known to use " + version
                                + ". report.runtime_version_split says what is in use.");
                return ExitCode.DONE.number();
            }
            if (!isCsv) {
                sce.console().line("If " + version + " were withdrawn:");
                print(connection, COUNTS);
            }
            print(connection, ROWS);
        }
        sce.console().requireWritten();
        return ExitCode.DONE.number();
    }

    private boolean isUsed(Connection connection) throws SQLException {
        try (PreparedStatement statement = ofVersion(connection, IS_USED);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private PreparedStatement ofVersion(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, version.number());
        statement.setString(2, version.language());
        return statement;
    }

    private void print(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = ofVersion(connection, sql)) {
            try (ResultSet rows = statement.executeQuery()) {
                if (isCsv) {
                    CsvPrinter.print(rows, sce.console().output());
                } else {
                    TablePrinter.print(rows, sce.console().output());
                }
            }
        }
    }
}
