package org.scewarehouse.etl.simulator.connect;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.connect.Item.Kind;
import org.scewarehouse.etl.simulator.connect.Item.Plan;
import org.scewarehouse.etl.simulator.connect.Item.Upload;

/** What exists and happens, grown from a seed, in days of UTC. Visits and runs are made up while they are read. */
public class ConnectWorld {

    private static final long DAY_SECONDS = 86_400;
    /** Room around a visit, so that no two of one visitor run into each other. */
    private static final int BEFORE_SECONDS = 120;

    private static final int AFTER_SECONDS = 60;
    private static final List<String> BROWSERS =
            List.of("Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0", "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0");

    private final WorldSettings settings;
    private final Past past;
    private final List<Item> items;

    /** Grows a world. */
    public ConnectWorld(WorldSettings settings) {
        this(settings, Past.NONE);
    }

    /** Grows a world of which the first days are past, so that nobody has listed its content on them. */
    public ConnectWorld(WorldSettings settings, Past past) {
        this.settings = settings;
        this.past = past;
        this.items = IntStream.range(0, settings.items()).mapToObj(this::item).toList();
    }

    /** A world of these items, whose visits and runs are overridden. */
    protected ConnectWorld(WorldSettings settings, List<Item> items) {
        this.settings = settings;
        this.past = Past.NONE;
        this.items = List.copyOf(items);
    }

    /** What it was grown from. */
    public final WorldSettings settings() {
        return settings;
    }

    /** All items there ever are. */
    public final List<Item> items() {
        return items;
    }

    /** Guid of a person's account. */
    public static String account(int person) {
        return guid("account", person);
    }

    /** Guid of a thing, such as {@code ("item", 17)}. */
    public static String guid(String what, int number) {
        return UUID.nameUUIDFromBytes((what + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Instant noon(int day) {
        return settings.firstDay().plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private Item item(int number) {
        Kind kind = Kind.values()[number % Kind.values().length];
        boolean isOld = kind == Kind.UNSEEN || kind == Kind.MONITORED || kind == Kind.SCHEDULE_FORGOTTEN;
        Instant created = noon(isOld ? -400 - number % 50 : past.createdOn(number, kind));
        int owner = 2 + number % (settings.people().size() - 2);
        String name = "item-" + number;
        String title = number % 3 == 0 ? null : "Report " + number;
        if (kind == Kind.DEAD_COPY) {
            title = "Report " + (number - 1) + " 2";
            owner = 2 + (number - 1) % (settings.people().size() - 2);
        } else if (kind == Kind.NEVER_SUCCEEDED) {
            title = "Report " + number;
        } else if (kind == Kind.OWNER_ONLY) {
            title = "Analysis of " + settings.people().get(owner).username();
        }
        Instant deleted = kind == Kind.DELETED ? noon(past.dayAfter(settings.days(), 3)) : null;
        return new Item(
                number,
                guid("item", number),
                kind,
                name,
                title,
                mode(kind),
                owner,
                created,
                deleted,
                uploads(number, kind, created),
                plan(number, kind, created));
    }

    private static String mode(Kind kind) {
        return switch (kind) {
            case CREATED_ONLY, NEVER_SUCCEEDED, DEAD_COPY -> "unknown";
            case UNSEEN, SCHEDULE_FAILING, SCHEDULE_FORGOTTEN, SCHEDULE_DEAD, SCHEDULE_RECOVERED -> "rmd-static";
            case REDEPLOY_FAILING, POPULAR, SHINY, SHINY_2, DELETED -> "shiny";
            case OWNER_ONLY -> "python-fastapi";
            case MONITORED -> "api";
            case PIN -> "static";
            case DOCUMENT, PUBLIC -> "quarto-static";
            case DASH -> "python-dash";
            case STREAMLIT -> "python-streamlit";
        };
    }

    private List<Upload> uploads(int number, Kind kind, Instant created) {
        String id = Integer.toString(10 * number);
        Instant first = created.plus(Duration.ofMinutes(5));
        long bytes = 1_000L * (number + 1);
        return switch (kind) {
            case CREATED_ONLY -> List.of();
            case NEVER_SUCCEEDED, DEAD_COPY ->
                List.of(
                        new Upload(id, first, false, bytes),
                        new Upload(id + "1", first.plus(Duration.ofMinutes(7)), false, bytes));
            case REDEPLOY_FAILING ->
                List.of(
                        new Upload(id, first, true, bytes),
                        new Upload(id + "1", noon(past.dayAfter(settings.days(), 2)), false, bytes));
            case SHINY ->
                List.of(
                        new Upload(id, first, true, bytes),
                        new Upload(id + "1", noon(past.dayAfter(settings.days(), 2)), true, bytes));
            default -> List.of(new Upload(id, first, true, bytes));
        };
    }

    private @Nullable Plan plan(int number, Kind kind, Instant created) {
        Instant begin = past.days() == 0 ? created : noon(past.days() - 40);
        Instant from = begin.plus(Duration.ofHours(12)).truncatedTo(ChronoUnit.DAYS);
        String variant = "v" + number;
        int hour = number % 23;
        return switch (kind) {
            case SCHEDULE_FAILING ->
                new Plan(variant, hour, from, noon(past.dayAfter(settings.days(), 2)), null, false, true);
            case SCHEDULE_FORGOTTEN -> new Plan(variant, hour, from, null, null, false, false);
            case SCHEDULE_DEAD -> new Plan(variant, hour, from, null, null, true, false);
            case SCHEDULE_RECOVERED -> new Plan(variant, hour, from, noon(2), noon(5), false, false);
            default -> null;
        };
    }

    /** Gives the visits of an item that begin on a day. */
    public void visits(Item item, LocalDate day, Consumer<Visit> taker) {
        if (day.isBefore(settings.firstDay())
                || !day.isBefore(settings.firstDay().plusDays(settings.days()))
                || !past.isVisited(item, ChronoUnit.DAYS.between(settings.firstDay(), day))) {
            return;
        }
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        SplittableRandom random =
                new SplittableRandom(settings.seed() * 31 + item.number() * 1_000_003L + day.toEpochDay());
        int count = count(item, random);
        for (int i = 0; i < count; i++) {
            long slot = DAY_SECONDS / count;
            int longest = 60 * (settings.mostHits() - 1);
            long room = Math.max(1, slot - BEFORE_SECONDS - AFTER_SECONDS - longest);
            Instant at = start.plusSeconds(i * slot + BEFORE_SECONDS + random.nextLong(room))
                    .plusNanos(1_000L * i);
            Visit visit = visit(item, i, hits(at, 1 + random.nextInt(settings.mostHits()), random), random);
            if (item.isThere(visit.start())) {
                taker.accept(visit);
            }
        }
        if (item.kind() == Kind.POPULAR) {
            // Nobody else has this account, so the visit over midnight is one of its own.
            Instant late = start.plusSeconds(DAY_SECONDS - 20);
            taker.accept(new Visit(item, 1, BROWSERS.get(0), false, List.of(late, late.plusSeconds(40))));
        }
    }

    private int count(Item item, SplittableRandom random) {
        double rate = settings.visitsPerItem();
        return switch (item.kind()) {
            case CREATED_ONLY, NEVER_SUCCEEDED, DEAD_COPY, UNSEEN, SCHEDULE_FORGOTTEN -> 0;
            case MONITORED, OWNER_ONLY, POPULAR, SHINY, SHINY_2, DASH, PUBLIC, STREAMLIT, REDEPLOY_FAILING ->
                (int) rate;
            default -> random.nextInt((int) rate + 1);
        };
    }

    private Visit visit(Item item, int number, List<Instant> hits, SplittableRandom random) {
        int somebody = 2 + random.nextInt(settings.people().size() - 2);
        String browser = BROWSERS.get(number % BROWSERS.size());
        return switch (item.kind()) {
            case MONITORED -> new Visit(item, -1, "Datadog/Synthetics", true, hits);
            case OWNER_ONLY -> new Visit(item, item.owner(), browser, false, hits);
            case PUBLIC -> new Visit(item, -1, number % 5 == 4 ? null : browser, false, hits);
            default -> new Visit(item, somebody, browser, false, hits);
        };
    }

    /** Hits of one visit, at most a minute apart. */
    public static List<Instant> hits(Instant start, int count, SplittableRandom random) {
        List<Instant> hits = new ArrayList<>(List.of(start));
        for (int i = 1; i < count; i++) {
            hits.add(hits.get(i - 1).plusSeconds(i == 1 ? 60 : 1 + random.nextInt(60)));
        }
        return hits;
    }

    /** The jobs of an item that have begun by then, oldest first. */
    public List<Run> runs(Item item, Instant now) {
        List<Run> runs = builds(item);
        if (item.plan() != null) {
            LocalDate end = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
            LocalDate.ofInstant(item.plan().from(), ZoneOffset.UTC)
                    .datesUntil(end)
                    .forEach(day -> runs.add(scheduled(item, item.plan(), day)));
        }
        runs.removeIf(run -> run.startedAt().isAfter(now)
                || (item.plan() != null
                        && item.plan().isDead()
                        && run.queuedAt() != null
                        && run.startedAt().isAfter(noon(3))));
        return runs;
    }

    /** What uploads have left: a build of each, and of a Shiny application its process. */
    protected static List<Run> builds(Item item) {
        List<Run> runs = new ArrayList<>();
        for (Upload upload : item.uploads()) {
            Integer exit = upload.isSuccess() ? 0 : 1;
            runs.add(new Run(
                    item,
                    "b" + upload.bundleId(),
                    "packrat_restore",
                    null,
                    upload.at(),
                    upload.at().plusSeconds(95),
                    exit));
        }
        if (item.isShiny() && !item.uploads().isEmpty()) {
            Instant at = item.uploads().get(0).at().plusSeconds(200);
            runs.add(new Run(item, "p" + item.number(), "run_app", null, at, null, null));
        }
        return runs;
    }

    /** Of failing runs each seventh is killed and leaves no end. */
    protected static Run scheduled(Item item, Plan plan, LocalDate day) {
        Instant queued = day.atTime(plan.hour(), 50).toInstant(ZoneOffset.UTC);
        Instant start = queued.plusSeconds(9);
        String key = String.format(Locale.ROOT, "s%d-%s", item.number(), day);
        boolean fails = plan.fails(queued);
        boolean isKilled = fails && day.toEpochDay() % 7 == 0;
        return new Run(
                item,
                key,
                "build_report",
                queued,
                start,
                isKilled ? null : start.plusSeconds(91 + item.number() % 60),
                isKilled ? null : fails ? Integer.valueOf(1) : Integer.valueOf(0));
    }
}
