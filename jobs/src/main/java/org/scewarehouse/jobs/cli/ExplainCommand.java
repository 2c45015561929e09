package org.scewarehouse.jobs.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.scewarehouse.jobs.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "explain", description = "Go from one row of the warehouse back to the raw answers it came from.")
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class ExplainCommand implements Callable<Integer> {
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
    public Integer call() {
        return Runs.explain(table, key, sce.session()).number();
    }
}
