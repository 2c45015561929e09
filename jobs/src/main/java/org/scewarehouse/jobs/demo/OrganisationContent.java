package org.scewarehouse.jobs.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Item.Kind;
import org.scewarehouse.etl.simulator.connect.Run;
import org.scewarehouse.etl.simulator.connect.Visit;
import org.scewarehouse.etl.simulator.connect.WorldSettings;

/**
 * What people view in the organisation: everybody with an account views something, every item that is not meant to be
 * forgotten is viewed by somebody else in the last year, and bots call in every day.
 */
final class OrganisationContent extends ConnectWorld {

    private static final int VISITS_PER_WEEKDAY = 260;
    private static final int VISITS_PER_WEEKEND_DAY = 40;
    private static final int MONITOR_VISITS = 12;
    /** Items that get most visits. */
    private static final double POPULAR_SHARE = 0.05;

    private static final long DAY_SECONDS = 86_400;
    private static final int MOST_HITS = 3;
    private static final int ANONYMOUS = 0xfffff;
    private static final List<String> BROWSERS =
            List.of("Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0", "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0");

    private final DemoSettings organisation;
    /** By day, ascending: number of the item and, in the last 20 bits, of the account. */
    private final Map<LocalDate, long[]> visitsByDay = new HashMap<>();

    OrganisationContent(DemoSettings settings, ContentDeal deal) {
        super(
                new WorldSettings(
                        settings.seed(),
                        settings.historyFirstDay(),
                        (int) (settings.lastDay().toEpochDay()
                                - settings.historyFirstDay().toEpochDay()
                                + 1),
                        1,
                        deal.accounts().stream()
                                .map(person ->
                                        new WorldSettings.Person(person.login(), person.login() + "@example.org"))
                                .toList(),
                        1,
                        MOST_HITS),
                deal.items());
        this.organisation = settings;
        Map<LocalDate, List<Long>> visits = new HashMap<>();
        SplittableRandom random = Seeds.stream(settings.seed(), "visits", 0);
        addEveryItem(visits, random);
        addEveryAccount(visits, random);
        addUsualVisits(visits, random);
        visits.forEach((day, all) -> visitsByDay.put(
                day, all.stream().mapToLong(Long::longValue).sorted().toArray()));
    }

    private int accounts() {
        return settings().people().size();
    }

    /** Somebody other than the owner; the administrator looks at nothing. */
    private int somebody(Item item, SplittableRandom random) {
        int account = random.nextInt(accounts() - 1);
        return account >= item.owner() ? account + 1 : account;
    }

    private static boolean isViewed(Item item) {
        return switch (item.kind()) {
            case CREATED_ONLY, NEVER_SUCCEEDED, DEAD_COPY, UNSEEN, SCHEDULE_FORGOTTEN -> false;
            default -> true;
        };
    }

    private void add(Map<LocalDate, List<Long>> visits, Item item, LocalDate day, int account) {
        if (!day.isBefore(settings().firstDay())) {
            visits.computeIfAbsent(day, key -> new ArrayList<>()).add((long) item.number() << 20 | account);
        }
    }

    /** What is forgotten was viewed too, before it was. */
    private void addEveryItem(Map<LocalDate, List<Long>> visits, SplittableRandom random) {
        for (Item item : items()) {
            int earliest = age(item);
            if (isViewed(item) && earliest > 0) {
                LocalDate day = organisation
                        .lastDay()
                        .minusDays(random.nextInt(Math.min(Math.min(300, organisation.historyDays()), earliest)));
                add(visits, item, day, somebody(item, random));
            } else if (item.kind() == Kind.UNSEEN && random.nextInt(3) == 0) {
                LocalDate day = organisation.lastDay().minusDays(366 + random.nextInt(30));
                if (day.isAfter(created(item))) {
                    add(visits, item, day, somebody(item, random));
                }
            }
        }
    }

    private static LocalDate created(Item item) {
        return LocalDate.ofInstant(item.createdAt(), ZoneOffset.UTC);
    }

    /** Days from the day after its creation to the last one on which it is there. */
    private int age(Item item) {
        return (int) (organisation.lastDay().toEpochDay() - created(item).toEpochDay());
    }

    private void addEveryAccount(Map<LocalDate, List<Long>> visits, SplittableRandom random) {
        List<Item> seen = items().stream()
                .filter(item -> isViewed(item) && item.deletedAt() == null && age(item) > 0)
                .toList();
        for (int account = 0; account < accounts(); account++) {
            Item item = seen.get(random.nextInt(seen.size()));
            LocalDate day =
                    organisation.lastDay().minusDays(random.nextInt(Math.min(organisation.historyDays(), age(item))));
            add(visits, item, day, account);
        }
    }

    private void addUsualVisits(Map<LocalDate, List<Long>> visits, SplittableRandom random) {
        List<Item> seen = items().stream().filter(OrganisationContent::isViewed).toList();
        int popular = (int) Math.max(1, seen.size() * POPULAR_SHARE);
        Quotas quotas = new Quotas(organisation.scale());
        settings().firstDay().datesUntil(organisation.lastDay().plusDays(1)).forEach(day -> {
            boolean isWeekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            int count = quotas.scaled(isWeekend ? VISITS_PER_WEEKEND_DAY : VISITS_PER_WEEKDAY);
            for (int i = 0; i < count; i++) {
                // The popular ones are spread over all kinds.
                int place = random.nextInt(4) > 0
                        ? random.nextInt(popular) * (seen.size() / popular)
                        : random.nextInt(seen.size());
                Item item = seen.get(place);
                int account = item.kind() == Kind.PUBLIC && random.nextInt(3) == 0
                        ? ANONYMOUS
                        : random.nextInt(6) == 0 ? item.owner() : somebody(item, random);
                if (day.isAfter(created(item))) {
                    add(visits, item, day, account);
                }
            }
        });
    }

    @Override
    public void visits(Item item, LocalDate day, Consumer<Visit> taker) {
        if (day.isBefore(settings().firstDay()) || day.isAfter(organisation.lastDay())) {
            return;
        }
        long[] all = visitsByDay.getOrDefault(day, new long[0]);
        int first = place(all, (long) item.number() << 20);
        int end = place(all, (item.number() + 1L) << 20);
        int bots = item.kind() == Kind.MONITORED ? MONITOR_VISITS : 0;
        if (first == end && bots == 0) {
            return;
        }
        SplittableRandom random = Seeds.stream(organisation.seed(), "visits of " + item.number(), day.toEpochDay());
        for (int i = 0; i < end - first + bots; i++) {
            Instant start = start(day, i, end - first + bots, random);
            List<Instant> hits = hits(start, 1 + random.nextInt(MOST_HITS), random);
            if (item.isThere(start) && first + i < end) {
                int account = (int) (all[first + i] & ANONYMOUS);
                boolean isAnonymous = account == ANONYMOUS;
                String browser = BROWSERS.get(i % BROWSERS.size());
                taker.accept(new Visit(item, isAnonymous ? -1 : account, browser, false, hits));
            } else if (item.isThere(start)) {
                taker.accept(new Visit(item, -1, "Datadog/Synthetics", true, hits));
            }
        }
    }

    /** Each visit has its own part of the working day, so that no two of one visitor run into each other. */
    private static Instant start(LocalDate day, int number, int count, SplittableRandom random) {
        long slot = DAY_SECONDS / 2 / count;
        long room = Math.max(1, slot - 60L * (MOST_HITS + 2));
        return day.atTime(6, 0)
                .toInstant(ZoneOffset.UTC)
                .plusSeconds(number * slot + random.nextLong(room))
                .plusNanos(1_000L * number);
    }

    private static int place(long[] ascending, long value) {
        int place = Arrays.binarySearch(ascending, value);
        if (place < 0) {
            return -place - 1;
        }
        while (place > 0 && ascending[place - 1] == value) {
            place--;
        }
        return place;
    }

    @Override
    public List<Run> runs(Item item, Instant now) {
        List<Run> runs = builds(item);
        Item.Plan plan = item.plan();
        if (plan != null) {
            LocalDate stopped = organisation.firstDay().plusDays(organisation.days() / 2);
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
            LocalDate end = plan.isDead() && stopped.isBefore(today) ? stopped : today;
            LocalDate begin = LocalDate.ofInstant(plan.from(), ZoneOffset.UTC);
            begin.datesUntil(end.isBefore(begin) ? begin : end).forEach(day -> runs.add(scheduled(item, plan, day)));
        }
        runs.removeIf(run -> run.startedAt().isAfter(now));
        return runs;
    }
}
