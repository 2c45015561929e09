package org.scewarehouse.jobs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "nightly",
        description = {
            "Collect and publish every day that is missing, failed, stale or restated, oldest first.",
            "Run it from a scheduler each night; a night that was missed is made up for by the next.",
            "",
            "  SCE_SOURCES_PROMETHEUS_URL=https://prometheus.example.org sce nightly",
            "  sce nightly --max-duration 5h"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class NightlyCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Mixin
    private NightlyOptions options;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = {
                "Collect from so many sources at once, after HR and reference (${DEFAULT-VALUE}).",
                "Shortens nights that wait for slow servers; sources share the memory for sorting.",
                "With more than one, a day of a first load is loaded while its source is asked for the next."
            })
    private int parallel = 1;

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Leave report.json, junit.xml and summary.md of this run here (default: report in SCE_HOME).")
    private @Nullable Path report;

    @Override
    public Integer call() {
        Session session = sce.session();
        Path folder = report == null ? session.settings().home().resolve("report") : report;
        if (parallel < 1) {
            throw new ParameterException(spec.commandLine(), "--parallel " + parallel + " is less than 1");
        }
        return Runs.nightly(options.request(session.settings(), parallel), session, folder)
                .number();
    }
}
