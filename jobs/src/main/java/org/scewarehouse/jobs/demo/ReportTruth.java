package org.scewarehouse.jobs.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.connect.Item;

/**
 * What the reports must say of the organisation, worked out from what it did. Nothing here shares code or queries with
 * the pipeline: where a report folds small groups or names pseudonyms, the check of the same name undoes it.
 */
final class ReportTruth {

    private final ContentReportTruth contentReports;
    private final UseReportTruth useReports;
    private final ContainerReportTruth containerReports;
    private final JobReportTruth jobReports;
    private final DemoSettings settings;
    private final DemoContent content;
    private final CodeReportTruth codeReports;
    private final ContentKeptTruth keptReports;
    private final ActivityReportTruth activityReports;
    private final LoadTruth loadReports;
    private final HomeScans homes;
    private final DemoHr hr;

    ReportTruth(
            DemoSettings settings,
            List<ContainerDay> days,
            Activity activity,
            BatchWork batch,
            DemoContent content,
            DemoCode code,
            HomeScans homes,
            DemoHr hr) {
        this.contentReports = new ContentReportTruth(settings, content);
        this.useReports = new UseReportTruth(settings, days, batch);
        this.containerReports = new ContainerReportTruth(days);
        this.jobReports = new JobReportTruth(settings, batch);
        this.settings = settings;
        this.content = content;
        this.codeReports = new CodeReportTruth(settings, code);
        this.keptReports = new ContentKeptTruth(settings, content);
        this.activityReports = new ActivityReportTruth(settings, activity);
        this.loadReports = new LoadTruth(settings, days, content, homes, hr);
        this.homes = homes;
        this.hr = hr;
    }

    /** Its tables. */
    List<TruthTable> tables() {
        List<TruthTable> ours = List.of(
                new TruthTable("storage_growth", List.of("region", "owner"), storage()),
                new TruthTable("actions", List.of("action_name", "owner"), actions()));
        return Stream.of(
                        contentReports.tables(),
                        useReports.tables(),
                        containerReports.tables(),
                        jobReports.tables(),
                        codeReports.tables(),
                        keptReports.tables(),
                        activityReports.tables(),
                        loadReports.tables(),
                        ours)
                .flatMap(List::stream)
                .toList();
    }

    private static List<Map<String, @Nullable Object>> rows(Map<String, ReportRow> rows) {
        return rows.values().stream().map(ReportRow::columns).toList();
    }

    /** The home of each person, and by how much it has grown since the first day. */
    private List<Map<String, @Nullable Object>> storage() {
        return homes.owners().stream()
                .map(person -> {
                    long last = homes.bytesOn(person, settings.lastDay());
                    long first = homes.bytesOn(person, settings.firstDay());
                    return new ReportRow()
                            .with("region", person.region())
                            .with("owner", person.login())
                            .with("used_gb", gigabytes(last))
                            .with("growth_gb", gigabytes(last - first))
                            .columns();
                })
                .toList();
    }

    /** To a millionth, as reports show it. */
    private static double gigabytes(long bytes) {
        return Math.round(bytes / 1e3) / 1e6;
    }

    /** How many things each person could do about items, schedules and homes of people who left. */
    private List<Map<String, @Nullable Object>> actions() {
        Map<String, ReportRow> rows = new TreeMap<>();
        for (Item item : content.listed()) {
            String owner = content.owner(item).login();
            add(rows, contentReports.action(item), owner);
            add(rows, contentReports.scheduleAction(item), owner);
        }
        homes.owners().stream()
                .filter(hr::hasLeft)
                .forEach(person -> add(rows, "archive_drive_of_leaver", person.login()));
        return rows(rows);
    }

    private static void add(Map<String, ReportRow> rows, @Nullable String action, String owner) {
        if (action != null) {
            rows.computeIfAbsent(
                            action + " " + owner,
                            key -> new ReportRow().with("action_name", action).with("owner", owner))
                    .count("action_count", 1);
        }
    }
}
