package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.run.NightReport.OfDay;
import org.scewarehouse.jobs.run.NightReport.OfEndpoint;
import org.scewarehouse.jobs.run.NightReport.OfFinding;
import org.scewarehouse.jobs.run.NightReport.OfSource;
import org.scewarehouse.jobs.run.NightReport.OfTable;
import org.scewarehouse.jobs.run.NightReport.SourceState;

/**
 * Gathers what a nightly run does, from any thread, and leaves it as files; that they cannot be written changes no exit
 * code.
 */
final class NightLog {

    private final Session session;
    private final @Nullable Path folder;
    private final Instant began;
    private final Map<String, OfSource> sources = new LinkedHashMap<>();
    private String message = "";

    /**
     * A run begins; files of an earlier one are removed, so that nobody takes them for this one's.
     *
     * @param folder where the files go; null = nothing is written
     */
    NightLog(Session session, @Nullable Path folder) {
        this.session = session;
        this.folder = folder;
        this.began = session.clock().instant();
        if (folder != null) {
            try {
                NightReportFiles.remove(folder);
            } catch (IOException e) {
                complain(folder, e);
            }
        }
    }

    /** When the run began. */
    Instant began() {
        return began;
    }

    /** What is to be collected. */
    synchronized void planned(List<ConfiguredSource> planned) {
        planned.forEach(source -> put(source.source().name(), SourceState.NOT_REACHED, ""));
    }

    /** A source's turn has ended. */
    synchronized void ended(String source, SourceState state, String why) {
        put(source, state, why);
    }

    /** What stopped the run as a whole. */
    void stopped(String why) {
        message = why;
    }

    /** One day has been done. */
    synchronized void day(Lake lake, DayOutcome outcome) {
        PlannedDay planned = outcome.planned();
        Manifest manifest = outcome.rows() == null
                ? null
                : lake.curated()
                        .manifest(planned.source(), planned.day().date())
                        .orElse(null);
        days(planned.source())
                .add(new OfDay(
                        planned.day().date(),
                        planned.action(),
                        planned.reason(),
                        outcome.state(),
                        outcome.rows(),
                        outcome.took().toMillis() / 1000.0,
                        outcome.message(),
                        manifest == null ? List.of() : tables(manifest),
                        manifest == null ? List.of() : findings(manifest),
                        endpoints(lake.raw(), planned)));
    }

    /** What is said by this run alone, whatever ended it or a source afterwards: that data is lost. */
    synchronized ExitCode stated() {
        boolean isLost = sources.values().stream()
                .flatMap(source -> source.days().stream())
                .anyMatch(day -> day.state() == DayOutcome.State.LOST);
        return isLost ? ExitCode.BROKEN : ExitCode.DONE;
    }

    /** Writes the files, and hands the exit code on as it is. */
    ExitCode ended(ExitCode code) {
        if (folder != null) {
            try {
                NightReportFiles.write(folder, report(code));
            } catch (IOException e) {
                complain(folder, e);
            }
        }
        return code;
    }

    private NightReport report(ExitCode code) {
        return new NightReport(
                NightReport.SCHEMA,
                NightReport.VERSION,
                Build.version(),
                began,
                session.clock().instant(),
                session.settings().zone().getId(),
                code.number(),
                code.meaning(),
                message,
                List.copyOf(sources.values()));
    }

    private void put(String source, SourceState state, String why) {
        sources.put(source, new OfSource(source, state, why, days(source)));
    }

    private List<OfDay> days(String source) {
        return sources.computeIfAbsent(
                        source, name -> new OfSource(name, SourceState.NOT_REACHED, "", new ArrayList<>()))
                .days();
    }

    private static List<OfTable> tables(Manifest manifest) {
        return manifest.tables().entrySet().stream()
                .map(table -> new OfTable(
                        table.getKey(),
                        table.getValue().rows(),
                        table.getValue().contentSha256()))
                .toList();
    }

    private static List<OfFinding> findings(Manifest manifest) {
        return manifest.findings().stream()
                .map(finding -> new OfFinding(
                        finding.endpoint(),
                        finding.kind().name(),
                        finding.subject(),
                        finding.reason(),
                        finding.count()))
                .toList();
    }

    private static List<OfEndpoint> endpoints(RawZone raw, PlannedDay planned) {
        return completions(raw, planned).stream()
                .map(kept -> new OfEndpoint(
                        kept.endpoint(),
                        kept.attempt(),
                        kept.fetchedAt(),
                        kept.records(),
                        kept.bytes(),
                        kept.dropped(),
                        kept.warnings()))
                .toList();
    }

    /** Nothing where a file that names them is damaged, which the day's message says. */
    private static List<Completion> completions(RawZone raw, PlannedDay planned) {
        try {
            return raw.current(planned.source(), planned.day().date())
                    .map(RawZone.Reader::completions)
                    .orElse(List.of());
        } catch (DataRejected e) {
            return List.of();
        }
    }

    private void complain(Path where, IOException e) {
        session.console().error("The report of this run is not in " + where + ", its work is not affected: " + e);
    }
}
