package org.scewarehouse.jobs.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Run;
import org.scewarehouse.etl.simulator.connect.Visit;

/** What the organisation's people publish and view, and what is true of it. */
final class DemoContent {

    private static final int YEAR = 365;

    private final DemoSettings settings;
    private final List<Person> accounts;
    private final ConnectWorld world;
    /** Last day on which somebody, monitors apart, viewed an item, by its number. */
    private final Map<Integer, LocalDate> lastViewed = new HashMap<>();

    private final Set<Integer> viewers = new HashSet<>();

    private long visitCount;

    /** Last day on which somebody other than the owner, monitors apart, viewed an item, by its number. */
    private final Map<Integer, LocalDate> lastViewedByOthers = new HashMap<>();

    /** Days on which an account viewed items of others. */
    private final Map<Integer, Set<LocalDate>> viewedOfOthers = new HashMap<>();

    DemoContent(DemoSettings settings, List<Person> people, Stories stories) {
        this.settings = settings;
        this.accounts = people.stream().filter(Person::usesConnect).toList();
        this.world = new OrganisationContent(settings, new ContentDeal(settings, accounts, stories));
        days(settings.historyFirstDay())
                .forEach(day -> world.items()
                        .forEach(item -> world.visits(item, day, visit -> {
                            visitCount++;
                            if (!visit.isMonitor()) {
                                lastViewed.merge(item.number(), day, (known, other) -> other);
                                viewers.add(visit.person());
                                noteView(item, day, visit.person());
                            }
                        })));
        viewers.remove(-1);
    }

    private void noteView(Item item, LocalDate day, int person) {
        if (!isOwner(person, item)) {
            lastViewedByOthers.merge(item.number(), day, (known, other) -> other);
            if (person >= 0) {
                viewedOfOthers.computeIfAbsent(person, key -> new HashSet<>()).add(day);
            }
        }
    }

    /** Whether an account is known to own an item: of one that no night has listed the server tells no owner. */
    boolean isOwner(int person, Item item) {
        return person == item.owner() && isOwnerKnown(item);
    }

    private boolean isOwnerKnown(Item item) {
        return item.deletedAt() == null
                || days(settings.firstDay()).anyMatch(day -> item.isThere(DemoSettings.night(day)));
    }

    /** The day, of UTC, of a moment. */
    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Days of the history on which each person viewed items of others. */
    Map<Person, Set<LocalDate>> viewedOfOthers() {
        Map<Person, Set<LocalDate>> days = new HashMap<>();
        viewedOfOthers.forEach((person, on) -> days.put(accounts.get(person), on));
        return days;
    }

    /** How many visits there were in the history, those of monitors among them. */
    long visitCount() {
        return visitCount;
    }

    private Stream<LocalDate> days(LocalDate from) {
        return from.datesUntil(settings.lastDay().plusDays(1));
    }

    /** Who has ever viewed anything. */
    List<Person> viewers() {
        return viewers.stream().map(accounts::get).toList();
    }

    /** Who owns something to which was ever uploaded. */
    List<Person> developers() {
        Instant last = DemoSettings.night(settings.lastDay());
        return world.items().stream()
                .filter(item ->
                        item.uploads().stream().anyMatch(upload -> !upload.at().isAfter(last)))
                .map(Item::owner)
                .distinct()
                .map(accounts::get)
                .toList();
    }

    /** Login of the owner that is known of an item; empty = none is. */
    String knownOwner(Item item) {
        return isOwnerKnown(item) ? owner(item).login() : "";
    }

    /** The owner of an item. */
    Person owner(Item item) {
        return accounts.get(item.owner());
    }

    /** Items of the last listing. */
    List<Item> listed() {
        return there();
    }

    /** Whether nothing that was uploaded to an item has ever worked. */
    boolean isNeverDeployed(Item item) {
        return item.active(DemoSettings.night(settings.lastDay())) == null;
    }

    /** Whether an item works, is older than a year, and nobody has viewed it in one. */
    boolean isNotViewed(Item item) {
        return isNotViewed(item, lastViewed(item));
    }

    /** The same, where views by its owner do not count. */
    boolean isNotViewedByOthers(Item item) {
        return isNotViewed(item, lastViewedByOthers(item));
    }

    private boolean isNotViewed(Item item, @Nullable LocalDate viewed) {
        LocalDate before = settings.lastDay().minusDays(YEAR - 1L);
        return !isNeverDeployed(item)
                && LocalDate.ofInstant(item.createdAt(), ZoneOffset.UTC).isBefore(before)
                && (viewed == null || viewed.isBefore(before));
    }

    /** Last day on which somebody, monitors apart, viewed an item; null = never in the history. */
    @Nullable
    LocalDate lastViewed(Item item) {
        return lastViewed.get(item.number());
    }

    /** The same, of somebody other than its owner. */
    @Nullable
    LocalDate lastViewedByOthers(Item item) {
        return lastViewedByOthers.get(item.number());
    }

    ConnectWorld world() {
        return world;
    }

    /** Tables of the truth. */
    List<TruthTable> tables() {
        List<Map<String, @Nullable Object>> visits = new ArrayList<>();
        days(settings.firstDay())
                .forEach(day -> world.items().forEach(item -> {
                    List<Visit> all = new ArrayList<>();
                    world.visits(item, day, all::add);
                    if (!all.isEmpty()) {
                        Map<String, @Nullable Object> row = new LinkedHashMap<>();
                        row.put("day", day);
                        visits.add(counted(row, item, all));
                    }
                }));
        return List.of(
                new TruthTable("content_visit_day", List.of("day", "content_guid"), visits),
                new TruthTable("content_state", List.of("content_guid"), states()),
                new TruthTable("schedule_state", List.of("content_guid"), schedules()));
    }

    private Map<String, @Nullable Object> counted(Map<String, @Nullable Object> row, Item item, List<Visit> visits) {
        Set<Integer> people = new HashSet<>();
        long[] counts = new long[4];
        for (Visit visit : visits) {
            counts[0] += visit.isMonitor() ? 0 : 1;
            counts[1] += isOwner(visit.person(), item) ? 1 : 0;
            counts[2] += visit.person() < 0 && !visit.isMonitor() ? 1 : 0;
            counts[3] += visit.isMonitor() ? 1 : 0;
            people.add(visit.person());
        }
        people.remove(-1);
        row.put("content_guid", item.guid());
        row.put("visit_count", counts[0]);
        row.put("owner_visit_count", counts[1]);
        row.put("anonymous_visit_count", counts[2]);
        row.put("monitor_visit_count", counts[3]);
        row.put("visitor_count", (long) people.size());
        return row;
    }

    private List<Item> there() {
        Instant last = DemoSettings.night(settings.lastDay());
        return world.items().stream().filter(item -> item.isThere(last)).toList();
    }

    private List<Map<String, @Nullable Object>> states() {
        return there().stream()
                .map(item -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("content_guid", item.guid());
                    row.put("owner", owner(item).login());
                    row.put("deployment_state", state(item));
                    row.put("is_not_viewed", isNotViewed(item));
                    return row;
                })
                .toList();
    }

    /** How the deployment of an item stands. */
    String state(Item item) {
        List<Item.Upload> uploads = item.uploads();
        if (isNeverDeployed(item)) {
            return uploads.isEmpty() ? "created_only" : "never_succeeded";
        }
        Item.Upload last = uploads.get(uploads.size() - 1);
        // Of a build before its history the server no longer tells how it ended.
        boolean isKnown = !LocalDate.ofInstant(last.at(), ZoneOffset.UTC).isBefore(settings.historyFirstDay());
        return last.isSuccess() || !isKnown ? "deployed" : "redeploy_failing";
    }

    private List<Map<String, @Nullable Object>> schedules() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Item item : there()) {
            Item.Plan plan = item.plan();
            if (plan != null) {
                long failures = failuresInRow(item);
                boolean isForgotten = isNotViewed(item) && !plan.sendsMail();
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("content_guid", item.guid());
                row.put(
                        "schedule_state",
                        failures > 0 ? "failing" : plan.isDead() ? "dead" : isForgotten ? "forgotten" : "ok");
                row.put("failures_in_row_count", failures);
                rows.add(row);
            }
        }
        return rows;
    }

    /** By guid, the runs of schedules of which every run that the server still has failed. */
    Map<String, Long> alwaysFailing() {
        Map<String, Long> runs = new TreeMap<>();
        for (Item item : there()) {
            List<Run> scheduled = scheduledRuns(item);
            if (!scheduled.isEmpty() && scheduled.stream().noneMatch(Run::isSuccess)) {
                runs.put(item.guid(), (long) scheduled.size());
            }
        }
        return runs;
    }

    /** Guids of items on a schedule that works, and that nobody reads. */
    List<String> forgotten() {
        return there().stream()
                .filter(item -> item.plan() != null && !item.plan().sendsMail() && isNotViewed(item))
                .filter(item -> failuresInRow(item) == 0)
                .map(Item::guid)
                .toList();
    }

    /** Runs of its schedule that had ended on the last day, and that the server still has, in order of time. */
    List<Run> scheduledRuns(Item item) {
        Instant to = settings.lastDay().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return world.runs(item, to).stream()
                .filter(run -> run.queuedAt() != null && run.lastAt().isBefore(to))
                .toList();
    }

    /** How many runs of its schedule have failed since one that did not; of those in the history. */
    long failuresInRow(Item item) {
        Instant from = settings.historyFirstDay().atStartOfDay(ZoneOffset.UTC).toInstant();
        long failures = 0;
        for (Run run : scheduledRuns(item)) {
            if (!run.lastAt().isBefore(from)) {
                failures = run.isSuccess() ? 0 : failures + 1;
            }
        }
        return failures;
    }
}
