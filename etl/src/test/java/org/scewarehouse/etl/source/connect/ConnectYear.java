package org.scewarehouse.etl.source.connect;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.scewarehouse.etl.load.Ledger;
import org.scewarehouse.etl.load.WarehouseLoader;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Past;
import org.scewarehouse.etl.simulator.connect.Run;
import org.scewarehouse.etl.simulator.connect.WorldSettings;
import org.scewarehouse.model.Migrations;

/**
 * A server whose visits of many days are loaded in the first night, and of which thirty nights follow, in which items
 * go, are deployed again and fail: what the warehouse reports at the end, and what is true.
 */
public final class ConnectYear implements Closeable {

    /** Days of history from which it is known who has not come in a year. */
    public static final int YEAR = 400;

    /** Nights. */
    public static final int NIGHTS = 30;

    private static final LocalDate LAST = LocalDate.of(2026, 5, 4);
    private static final Instant END =
            LAST.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();

    /** What is older can have been viewed by nobody in a year. */
    private static final Instant YEAR_AGO =
            LAST.minusDays(364).atStartOfDay(ZoneOffset.UTC).toInstant();

    private final int past;
    private final LocalDate first;
    private final ConnectWorld world;
    private final ConnectRig rig;
    private final DataSource database;

    /**
     * A server with so many items and accounts, and an empty warehouse.
     *
     * @param past days that are loaded in the first night, but for its own
     * @param visitsPerItem visits of a popular item on a day
     */
    public ConnectYear(Path folder, DataSource database, int items, int people, int visitsPerItem, int past) {
        this.past = past;
        this.first = LAST.minusDays(past + NIGHTS - 1L);
        this.world =
                new ConnectWorld(WorldSettings.of(first, past + NIGHTS, items, people, visitsPerItem), new Past(past));
        this.rig = new ConnectRig(folder, world, ConnectOptions.of2026());
        this.database = database;
    }

    /** Lets all nights happen; each asks for its day and the one before again. */
    public void collect() {
        for (int night = past; night < past + NIGHTS; night++) {
            List<LocalDate> asked = new ArrayList<>();
            for (int day = night == past ? 0 : night - 1; day <= night; day++) {
                asked.add(first.plusDays(day));
            }
            rig.night(first.plusDays(night), asked);
        }
    }

    /** Loads what was built. */
    public void load() {
        Migrations.migrate(database);
        Ledger ledger = new Ledger(database, Clock.systemUTC());
        WarehouseLoader loader = new WarehouseLoader(database, rig.zone(), Clock.systemUTC());
        first.datesUntil(LAST.plusDays(1)).forEach(day -> {
            var manifest = rig.zone().manifest("connect", day).orElseThrow();
            loader.load(manifest, ledger.begin("connect", day, 1, "test"), List.of(), false);
        });
    }

    /** What never worked, by guid, with the kind. */
    public Pair neverDeployed() throws SQLException {
        SortedMap<String, String> truth = new TreeMap<>();
        for (Item item : world.items()) {
            if (item.isThere(END) && item.active(END) == null) {
                truth.put(item.guid(), item.uploads().isEmpty() ? "created_only" : "never_succeeded");
            }
        }
        return new Pair(truth, found("select content_guid, deployment_state from report.content_never_deployed"));
    }

    /** What nobody has viewed in a year, by guid, with the last day that anybody did, and whether that is proven. */
    public Pair notViewed() throws SQLException {
        SortedMap<String, String> truth = new TreeMap<>();
        for (Item item : world.items()) {
            if (item.isThere(END)
                    && item.active(END) != null
                    && item.createdAt().isBefore(YEAR_AGO)) {
                String last = lastViewed(item);
                if (isNotViewed(last)) {
                    truth.put(item.guid(), last + " true");
                }
            }
        }
        return new Pair(
                truth,
                found("select content_guid, coalesce(last_viewed_on::text, '') || ' ' || is_history_sufficient"
                        + " from report.content_not_viewed"));
    }

    private static boolean isNotViewed(String last) {
        return last.isEmpty() || !LocalDate.parse(last).isAfter(LAST.minusDays(365));
    }

    private String lastViewed(Item item) {
        for (LocalDate day = LAST; !day.isBefore(first); day = day.minusDays(1)) {
            boolean[] isViewed = {false};
            world.visits(item, day, visit -> isViewed[0] |= !visit.isMonitor());
            if (isViewed[0]) {
                return day.toString();
            }
        }
        return "";
    }

    /** Visits of all days to some of the items, by guid and account. */
    public Pair visits(List<Item> items) throws SQLException {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Item item : items) {
            first.datesUntil(LAST.plusDays(1))
                    .forEach(day -> world.visits(item, day, visit -> {
                        String who = visit.person() < 0 ? "nobody" : ConnectWorld.account(visit.person());
                        counts.merge(item.guid() + ' ' + who + ' ' + visit.isMonitor(), 1L, Long::sum);
                    }));
        }
        SortedMap<String, String> truth = new TreeMap<>();
        counts.forEach((name, count) -> truth.put(name, count.toString()));
        String guids = items.stream().map(Item::guid).collect(Collectors.joining("', '", "'", "'"));
        return new Pair(
                truth,
                found("select c.content_guid || ' ' || coalesce(a.identifier, 'nobody') || ' ' || v.is_monitor,"
                        + " count(*)"
                        + " from mart.fact_content_visit v join mart.dim_content c using (content_key)"
                        + " left join (select distinct user_id, identifier from hr.bridge_identity"
                        + " where system_name = 'connect') a"
                        + " on a.user_id = v.user_id and v.user_id <> 0"
                        + " where c.content_guid in (" + guids + ") group by 1"));
    }

    /** All items there ever are. */
    public List<Item> items() {
        return world.items();
    }

    /** Schedules that fail, by guid of their item, with the time since and the failures in a row. */
    public Pair failingSchedules() throws SQLException {
        SortedMap<String, String> truth = new TreeMap<>();
        for (Item item : world.items()) {
            long inRow = 0;
            Instant since = END;
            for (Run run : world.runs(item, END)) {
                if (run.queuedAt() != null && run.lastAt().isBefore(END)) {
                    since = inRow == 0 ? run.lastAt() : since;
                    inRow = run.isSuccess() ? 0 : inRow + 1;
                }
            }
            if (inRow > 0 && item.isThere(END)) {
                truth.put(item.guid(), since + " " + inRow);
            }
        }
        return new Pair(
                truth,
                found("select content_guid, to_char(failing_since_at at time zone 'UTC',"
                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ' ' || failures_in_row_count"
                        + " from report.schedules_failing"));
    }

    /** Schedules that have ended though nobody ended them, and those that work for nobody, by guid of their item. */
    public Pair deadAndForgottenSchedules() throws SQLException {
        SortedMap<String, String> truth = new TreeMap<>();
        Map<String, String> failing = failingSchedules().truth();
        for (Item item : world.items()) {
            Item.Plan plan = item.plan();
            if (plan != null && item.isThere(END) && !failing.containsKey(item.guid())) {
                if (plan.isDead()) {
                    truth.put(item.guid(), "dead");
                } else if (!plan.sendsMail() && item.createdAt().isBefore(YEAR_AGO) && isNotViewed(lastViewed(item))) {
                    truth.put(item.guid(), "forgotten");
                }
            }
        }
        return new Pair(
                truth,
                found("select content_guid, schedule_state from report.schedule_state"
                        + " where schedule_state in ('dead', 'forgotten')"));
    }

    /** Items that look like one published again and again, by guid, with how many there are and never worked. */
    public Pair copies() throws SQLException {
        SortedMap<String, String> truth = new TreeMap<>();
        Map<String, List<Item>> named = new TreeMap<>();
        for (Item item : world.items()) {
            String name = Objects.requireNonNullElse(item.title(), item.name()).toLowerCase(Locale.ROOT);
            if (item.isThere(END)) {
                named.computeIfAbsent(item.owner() + " " + withoutNumber(name), key -> new ArrayList<>())
                        .add(item);
            }
        }
        for (List<Item> items : named.values()) {
            items.sort(Comparator.comparing(Item::createdAt));
            List<Item> group = new ArrayList<>();
            for (Item item : items) {
                Instant last = group.isEmpty()
                        ? Instant.MIN
                        : group.get(group.size() - 1).createdAt();
                if (last.isBefore(item.createdAt().minus(Duration.ofDays(30)))) {
                    tell(group, truth);
                    group.clear();
                }
                group.add(item);
            }
            tell(group, truth);
        }
        return new Pair(
                truth,
                found("select content_guid, copy_count || ' ' || dead_copy_count || ' ' || is_dead_copy"
                        + " from report.content_copies"));
    }

    private static void tell(List<Item> group, SortedMap<String, String> truth) {
        long dead = group.stream().filter(item -> item.active(END) == null).count();
        if (group.size() > 1) {
            group.forEach(item -> truth.put(item.guid(), group.size() + " " + dead + " " + (item.active(END) == null)));
        }
    }

    /** As a reader would: without the number at the end, and what stands before it. */
    private static String withoutNumber(String name) {
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        while (end < name.length() && end > 0 && " -_(".indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return name.substring(0, end);
    }

    /** Items that have gone, by guid, with the day on which that was seen. */
    public Pair deleted() throws SQLException {
        SortedMap<String, String> truth = new TreeMap<>();
        for (Item item : world.items()) {
            if (item.deletedAt() != null) {
                truth.put(
                        item.guid(),
                        LocalDate.ofInstant(item.deletedAt(), ZoneOffset.UTC).toString());
            }
        }
        return new Pair(
                truth,
                found("select content_guid, deleted_observed_on from mart.dim_content"
                        + " where deleted_observed_on is not null"));
    }

    /** What fails to be deployed again, by guid. */
    public Pair redeploysFailing() throws SQLException {
        SortedMap<String, String> truth = new TreeMap<>();
        for (Item item : world.items()) {
            if (item.kind() == Item.Kind.REDEPLOY_FAILING) {
                truth.put(item.guid(), "redeploy_failing");
            }
        }
        return new Pair(
                truth,
                found("select content_guid, deployment_state from report.content_item"
                        + " where deployment_state = 'redeploy_failing'"));
    }

    /** What is true and what was found, by name. */
    public record Pair(Map<String, String> truth, Map<String, String> found) {

        /** Names that differ, with both. */
        public List<String> differences() {
            TreeMap<String, String> all = new TreeMap<>(truth);
            all.putAll(found);
            return all.keySet().stream()
                    .filter(name -> !String.valueOf(truth.get(name)).equals(found.get(name)))
                    .map(name -> name + ": expected " + truth.get(name) + ", found " + found.get(name))
                    .toList();
        }
    }

    private SortedMap<String, String> found(String query) throws SQLException {
        SortedMap<String, String> found = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    @Override
    public void close() {
        rig.close();
    }
}
