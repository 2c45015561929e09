package org.scewarehouse.jobs.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "verify", description = "Check in SQL that what is published obeys every rule; ends with 5 if not.")
@SuppressWarnings("NullAway.Init") // The field is set from the command line.
final class VerifyCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Override
    public Integer call() throws SQLException {
        try (WarehouseConnection warehouse =
                        WarehouseConnection.open(sce.session().settings());
                Connection connection = warehouse.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (!isThere(statement)) {
                sce.console().error("The warehouse has no ops.verify(): run ./sce migrate first.");
                return ExitCode.ACT.number();
            }
            return verify(statement).number();
        }
    }

    private ExitCode verify(Statement statement) throws SQLException {
        int faults = 0;
        int checks = 0;
        try (ResultSet rows = statement.executeQuery("select check_name, is_ok, detail from ops.verify()")) {
            while (rows.next()) {
                boolean isOk = rows.getBoolean("is_ok");
                checks++;
                faults += isOk ? 0 : 1;
                String detail = rows.getString("detail");
                boolean isTold = detail == null || detail.equals("ok");
                sce.console()
                        .line((isOk ? "ok     " : "FAULT  ")
                                + rows.getString("check_name")
                                + (isTold ? "" : ": " + detail));
            }
        }
        sce.console().line(summary(checks, faults));
        return faults == 0 ? ExitCode.DONE : ExitCode.BROKEN;
    }

    private static String summary(int checks, int faults) {
        return switch (faults) {
            case 0 -> "All " + checks + " checks hold.";
            case 1 -> "1 of " + checks + " checks fails.";
            default -> faults + " of " + checks + " checks fail.";
        };
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("select to_regprocedure('ops.verify()') is not null")) {
            return found.next() && found.getBoolean(1);
        }
    }
}
