package org.scewarehouse.jobs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

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

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Leave report.json, junit.xml and summary.md of this run here (default: report in SCE_HOME).")
    private @Nullable Path report;

    @Override
    public Integer call() {
        Session session = sce.session();
        Path folder = report == null ? session.settings().home().resolve("report") : report;
        return Runs.nightly(options.request(session.settings()), session, folder)
                .number();
    }
}
