package org.scewarehouse.jobs.cli;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.explain.Explanation;
import org.scewarehouse.jobs.explain.Explanation.Answer;
import org.scewarehouse.jobs.explain.RowOrigin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "explain",
        description = {
            "Go from one row of the warehouse back to the raw answers it came from.",
            "Names in them are shown only to a user who may read schema hr.",
            "",
            "  sce explain fact_container_day day=2026-08-20 container_key=75505946292479"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class ExplainCommand implements Callable<Integer> {
    private static final int SERIES_MAX = 200;

    @ParentCommand
    private Sce sce;

    @Parameters(index = "0", paramLabel = "TABLE", description = "Such as fact_container_day.")
    private String table;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description = "Columns that name one row, such as day=2026-08-20.")
    private Map<String, String> key = new LinkedHashMap<>();

    @Override
    public Integer call() throws SQLException {
        Explanation explanation = RowOrigin.explain(table, key, sce.session().settings());
        PrintStream output = sce.console().output();
        TablePrinter.print(
                List.of("column", "value", "meaning"),
                List.of(false, false, false),
                explanation.values().stream()
                        .map(value -> List.of(value.column(), value.value(), value.meaning()))
                        .toList(),
                output);
        if (!explanation.load().isEmpty()) {
            output.println("\nLoaded as " + explanation.load());
        }
        if (!explanation.answers().isEmpty()) {
            print(explanation.answers(), explanation.lake(), output);
        }
        if (!explanation.series().isEmpty()) {
            output.println("\nSeries about this row");
            explanation.series().stream().limit(SERIES_MAX).forEach(line -> output.println("  " + Console.shown(line)));
            if (explanation.series().size() > SERIES_MAX) {
                output.println("  and " + (explanation.series().size() - SERIES_MAX) + " more");
            }
        }
        if (!explanation.remark().isEmpty()) {
            output.println("\n" + explanation.remark());
        }
        return ExitCode.DONE.number();
    }

    private static void print(List<Answer> answers, String lake, PrintStream output) {
        output.println("\nBuilt from these answers, in " + lake);
        TablePrinter.print(
                List.of("endpoint", "attempt", "request", "records", "series_of_row", "file"),
                List.of(false, true, false, true, true, false),
                answers.stream()
                        .map(answer -> List.of(
                                answer.endpoint(),
                                Integer.toString(answer.attempt()),
                                answer.request(),
                                Long.toString(answer.records()),
                                answer.series() == null ? "" : answer.series().toString(),
                                answer.file()))
                        .toList(),
                output);
    }
}
