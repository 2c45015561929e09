package org.scewarehouse.jobs.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Item.Upload;
import org.scewarehouse.etl.simulator.connect.Run;
import org.scewarehouse.etl.simulator.connect.Visit;

/** What reports must say of published items, row by row, from when they were made, uploaded, viewed and run. */
final class ContentReportTruth {

    private static final int RETENTION_DAYS = 1095;
    private static final int DAYS_AHEAD = 90;
    private static final int NEW_DAYS = 29;

    private final DemoSettings settings;
    private final DemoContent content;

    ContentReportTruth(DemoSettings settings, DemoContent content) {
        this.settings = settings;
        this.content = content;
    }

    List<TruthTable> tables() {
        List<String> key = List.of("content_guid");
        return List.of(
                new TruthTable("content_never_deployed", key, rows(content::isNeverDeployed, this::neverDeployed)),
                new TruthTable("content_not_viewed", key, rows(content::isNotViewed, this::notViewed)),
                new TruthTable("content_retention_due", key, rows(this::isNearlyDue, this::due)),
                new TruthTable("content_popular", key, popular()),
                new TruthTable("schedules_failing", key, rows(this::isFailing, this::failing)),
                new TruthTable("schedules_forgotten", key, rows(this::isForgotten, this::forgotten)));
    }

    private interface Columns {
        ReportRow of(Item item, ReportRow row);
    }

    private List<Map<String, @Nullable Object>> rows(Predicate<Item> isCounted, Columns columns) {
        return content.listed().stream()
                .filter(isCounted)
                .map(item -> columns.of(item, row(item)).columns())
                .toList();
    }

    private ReportRow row(Item item) {
        return new ReportRow().with("content_guid", item.guid()).with("owner", content.knownOwner(item));
    }

    private static @Nullable Instant lastUpload(Item item) {
        List<Upload> uploads = item.uploads();
        return uploads.isEmpty() ? null : uploads.get(uploads.size() - 1).at();
    }

    /** When something was last done to it. */
    private static Instant since(Item item) {
        Instant upload = lastUpload(item);
        return upload == null ? item.createdAt() : upload;
    }

    /** Whether nothing was done to it for more than 30 days. */
    private boolean isOlderThan30Days(Item item) {
        return since(item)
                .isBefore(settings.lastDay()
                        .minusDays(NEW_DAYS)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
    }

    private ReportRow neverDeployed(Item item, ReportRow row) {
        return row.with("deployment_state", content.state(item))
                .with("since", seconds(since(item)))
                .with("is_older_than_30_days", isOlderThan30Days(item));
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private ReportRow notViewed(Item item, ReportRow row) {
        return row.with("last_viewed_on", content.lastViewed(item))
                .with("created", seconds(item.createdAt()))
                .with("has_schedule", item.plan() != null);
    }

    private LocalDate dueOn(Item item) {
        Instant modified = since(item).isAfter(item.createdAt()) ? since(item) : item.createdAt();
        return LocalDate.ofInstant(modified, ZoneOffset.UTC).plusDays(RETENTION_DAYS);
    }

    private boolean isNearlyDue(Item item) {
        return !dueOn(item).isAfter(settings.lastDay().plusDays(DAYS_AHEAD));
    }

    private ReportRow due(Item item, ReportRow row) {
        return row.with("due_on", dueOn(item)).with("is_due", !dueOn(item).isAfter(settings.lastDay()));
    }

    private boolean isFailing(Item item) {
        return item.plan() != null && content.failuresInRow(item) > 0;
    }

    private boolean isForgotten(Item item) {
        Item.Plan plan = item.plan();
        return plan != null
                && content.failuresInRow(item) == 0
                && !plan.isDead()
                && !plan.sendsMail()
                && content.isNotViewed(item);
    }

    private ReportRow failing(Item item, ReportRow row) {
        List<Run> runs = content.scheduledRuns(item);
        long failures = content.failuresInRow(item);
        Run first = runs.get(runs.size() - (int) failures);
        return row.with("failures_in_row_count", failures)
                .with("failing_since_on", LocalDate.ofInstant(first.lastAt(), ZoneOffset.UTC));
    }

    private ReportRow forgotten(Item item, ReportRow row) {
        return row.with("last_viewed_on", content.lastViewed(item));
    }

    private List<Map<String, @Nullable Object>> popular() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Item item : content.world().items()) {
            Set<Integer> people = new HashSet<>();
            ReportRow row = row(item);
            List<Visit> visits = new ArrayList<>();
            settings.firstDay()
                    .datesUntil(settings.lastDay().plusDays(1))
                    .forEach(day -> content.world().visits(item, day, visits::add));
            visits.removeIf(Visit::isMonitor);
            for (Visit visit : visits) {
                row.count("visit_count", 1);
                row.count("visit_by_others_count", content.isOwner(visit.person(), item) ? 0 : 1);
                row.count("anonymous_visit_count", visit.person() < 0 ? 1 : 0);
                people.add(visit.person());
            }
            people.remove(-1);
            if (!visits.isEmpty()) {
                rows.add(row.with("visitor_count", (long) people.size()).columns());
            }
        }
        return rows;
    }

    /** What could be done about an item, by the name of the action; null = nothing. */
    @Nullable
    String action(Item item) {
        Item.Plan plan = item.plan();
        if (content.isNeverDeployed(item) && isOlderThan30Days(item)) {
            return "remove_never_deployed";
        }
        if (content.isNotViewed(item) && isHistoryLongEnough() && (plan == null || !plan.sendsMail())) {
            return "remove_not_viewed";
        }
        return dueOn(item).isAfter(settings.lastDay()) ? null : "remove_retention_over";
    }

    /** What could be done about the schedule of an item, by the name of the action; null = nothing. */
    @Nullable
    String scheduleAction(Item item) {
        if (isFailing(item)) {
            return "repair_or_stop_schedule";
        }
        return isForgotten(item) && isHistoryLongEnough() ? "stop_or_thin_schedule" : null;
    }

    /** Whether it is known that nobody viewed an item in a year. */
    private boolean isHistoryLongEnough() {
        return settings.historyDays() > 365;
    }
}
