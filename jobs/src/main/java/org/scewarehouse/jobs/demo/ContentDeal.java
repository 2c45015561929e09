package org.scewarehouse.jobs.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Item.Kind;
import org.scewarehouse.etl.simulator.connect.Item.Plan;
import org.scewarehouse.etl.simulator.connect.Item.Upload;

/**
 * Deals out the content that the organisation is to have at the end: items that never worked, items that nobody looks
 * at any more, and all others; to each developer at least one that was uploaded. A few more are deleted before the end.
 */
final class ContentDeal {

    /** Kinds of items that people look at, in turn. */
    private static final List<Kind> VIEWED = List.of(
            Kind.DOCUMENT, Kind.SHINY, Kind.DOCUMENT, Kind.DASH, Kind.PUBLIC, Kind.DOCUMENT, Kind.STREAMLIT, Kind.PIN);

    /** Items on a schedule, at scale 1. */
    private static final int SCHEDULED_WELL = 90;

    private static final int SCHEDULED_FAILING = 20;
    private static final int SCHEDULED_DEAD = 10;
    private static final int SCHEDULED_FORGOTTEN = 8;
    private static final int REDEPLOY_FAILING = 60;
    private static final int MONITORED = 3;
    private static final int DELETED = 20;

    /** Failed uploads of the one that worked at the next attempt. */
    private static final int FAILED_ATTEMPTS = 11;

    private final DemoSettings settings;
    private final Quotas quotas;
    private final List<Person> accounts;
    private final List<Integer> developers = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final int collector;
    private int nextDeveloper;

    /**
     * A deal among these accounts.
     *
     * @param accounts who uses Connect; an account is known by its place
     */
    ContentDeal(DemoSettings settings, List<Person> accounts, Stories stories) {
        this.settings = settings;
        this.quotas = new Quotas(settings.scale());
        this.accounts = accounts;
        this.collector = accounts.indexOf(stories.collector());
        developers.add(collector);
        for (int i = 0; i < accounts.size() && developers.size() < quotas.ofOthers("Connect developers"); i++) {
            if (!accounts.get(i).isPlatformTeam() && i != collector) {
                developers.add(i);
            }
        }
    }

    /** All items there ever are; the ones that a schedule runs first. */
    List<Item> items() {
        int never = quotas.ofOthers("Connect items never successfully deployed");
        int unseen = quotas.ofOthers("Connect items not viewed in a year");
        int viewed = quotas.ofOthers("Connect items") - never - unseen;
        List<Kind> kinds = new ArrayList<>();
        add(kinds, Kind.SCHEDULE_FAILING, quotas.scaled(SCHEDULED_FAILING));
        add(kinds, Kind.SCHEDULE_DEAD, quotas.scaled(SCHEDULED_DEAD));
        add(kinds, Kind.SCHEDULE_RECOVERED, quotas.scaled(SCHEDULED_WELL));
        add(kinds, Kind.REDEPLOY_FAILING, quotas.scaled(REDEPLOY_FAILING));
        add(kinds, Kind.MONITORED, quotas.scaled(MONITORED));
        add(kinds, Kind.POPULAR, 1);
        for (int i = kinds.size(); i < viewed; i++) {
            kinds.add(VIEWED.get(i % VIEWED.size()));
        }
        kinds.subList(Math.max(0, viewed), kinds.size()).clear();
        int forgotten = Math.min(unseen, quotas.scaled(SCHEDULED_FORGOTTEN));
        add(kinds, Kind.SCHEDULE_FORGOTTEN, forgotten);
        add(kinds, Kind.UNSEEN, unseen - forgotten);
        for (int i = 0; i < never; i++) {
            kinds.add(i % 8 < 3 ? Kind.CREATED_ONLY : i % 8 == 7 ? Kind.DEAD_COPY : Kind.NEVER_SUCCEEDED);
        }
        add(kinds, Kind.DELETED, quotas.scaled(DELETED));
        int[] collected = new int[3];
        for (Kind kind : kinds) {
            items.add(item(items.size(), kind, owner(kind, collected)));
        }
        return items;
    }

    private static void add(List<Kind> kinds, Kind kind, int count) {
        for (int i = 0; i < count; i++) {
            kinds.add(kind);
        }
    }

    /** The collector is given what the story says, the others take turns. */
    private int owner(Kind kind, int[] collected) {
        int group = kind == Kind.UNSEEN ? 1 : isNeverDeployed(kind) ? 2 : 0;
        int wanted = switch (group) {
            case 1 -> Stories.COLLECTED_NOT_VIEWED;
            case 2 -> Stories.COLLECTED_NEVER_DEPLOYED;
            default -> Stories.COLLECTED_ITEMS - Stories.COLLECTED_NOT_VIEWED - Stories.COLLECTED_NEVER_DEPLOYED;
        };
        boolean isPlain = VIEWED.contains(kind) || (group > 0 && kind != Kind.DEAD_COPY);
        if (isPlain && collected[group] < wanted) {
            collected[group]++;
            return collector;
        }
        if (developers.size() == 1) {
            return collector;
        }
        nextDeveloper = nextDeveloper % (developers.size() - 1) + 1;
        return developers.get(nextDeveloper);
    }

    private static boolean isNeverDeployed(Kind kind) {
        return kind == Kind.CREATED_ONLY || kind == Kind.NEVER_SUCCEEDED || kind == Kind.DEAD_COPY;
    }

    private Item item(int number, Kind kind, int owner) {
        SplittableRandom random = Seeds.stream(settings.seed(), "item", number);
        boolean isOld = kind == Kind.UNSEEN || kind == Kind.SCHEDULE_FORGOTTEN;
        int age = isOld ? 380 + random.nextInt(1000) : 2 + random.nextInt(random.nextInt(4) == 0 ? 1200 : 340);
        Instant created = noon(settings.lastDay().minusDays(age)).plusSeconds(random.nextInt(20_000));
        Item before = items.isEmpty() ? null : items.get(items.size() - 1);
        String title = number % 3 == 0 ? null : "Report " + number;
        int whose = owner;
        if (kind == Kind.DEAD_COPY && before != null && before.owner() != collector) {
            whose = before.owner();
            title = "Report " + before.number() + " 2";
        }
        Instant deleted = kind == Kind.DELETED ? noon(settings.firstDay().plusDays(settings.days() / 3)) : null;
        if (deleted != null) {
            created = deleted.minus(Duration.ofDays(40 + number % 300));
        }
        return new Item(
                number,
                ConnectWorld.guid("item", number),
                kind,
                "item-" + number,
                title,
                mode(kind),
                whose,
                created.truncatedTo(ChronoUnit.SECONDS),
                deleted,
                uploads(number, kind, created.truncatedTo(ChronoUnit.SECONDS), random),
                plan(number, kind, created));
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
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

    /** In time order, some minutes apart; what works is updated now and then. */
    private List<Upload> uploads(int number, Kind kind, Instant created, SplittableRandom random) {
        int failed = switch (kind) {
            case NEVER_SUCCEEDED, DEAD_COPY -> 1 + random.nextInt(3);
            case POPULAR -> FAILED_ATTEMPTS;
            default -> random.nextInt(12) == 0 ? 1 : 0;
        };
        boolean works = !isNeverDeployed(kind);
        List<Upload> uploads = new ArrayList<>();
        if (kind == Kind.CREATED_ONLY) {
            return uploads;
        }
        long bytes = 10_000L * (1 + random.nextInt(5000));
        Instant at = created.plus(Duration.ofMinutes(5));
        for (int i = 0; i < failed + (works ? 1 : 0); i++) {
            uploads.add(new Upload(bundle(number, i), at, i >= failed, bytes + i));
            at = at.plus(Duration.ofMinutes(7 + random.nextInt(40)));
        }
        Instant again = noon(settings.lastDay().minusDays(random.nextInt(300)));
        if (kind == Kind.REDEPLOY_FAILING || (works && random.nextInt(3) == 0)) {
            if (again.isAfter(at)) {
                uploads.add(new Upload(bundle(number, 90), again, kind != Kind.REDEPLOY_FAILING, bytes + 90));
            } else if (kind == Kind.REDEPLOY_FAILING) {
                uploads.add(new Upload(bundle(number, 90), at, false, bytes + 90));
            }
        }
        return List.copyOf(uploads);
    }

    private static String bundle(int number, int attempt) {
        return Integer.toString(100 * number + attempt + 1);
    }

    /** The server still has the runs of the last weeks before the period; whatever fails has failed in all of them. */
    private @Nullable Plan plan(int number, Kind kind, Instant created) {
        Instant kept = noon(settings.firstDay().minusDays(30)).truncatedTo(ChronoUnit.DAYS);
        Instant begun = created.plus(Duration.ofHours(12)).truncatedTo(ChronoUnit.DAYS);
        Instant from = begun.isAfter(kept) ? begun : kept;
        String variant = "v" + number;
        int hour = number % 23;
        boolean isOld = number % 2 == 0;
        return switch (kind) {
            case SCHEDULE_FAILING -> new Plan(variant, hour, from, isOld ? from : middle(), null, false, isOld);
            case SCHEDULE_FORGOTTEN -> new Plan(variant, hour, from, null, null, false, false);
            case SCHEDULE_DEAD -> new Plan(variant, hour, from, null, null, true, false);
            case SCHEDULE_RECOVERED ->
                number % 9 == 0
                        ? new Plan(variant, hour, from, from, middle(), false, false)
                        : new Plan(variant, hour, from, null, null, false, isOld);
            default -> null;
        };
    }

    private Instant middle() {
        return noon(settings.firstDay().plusDays(settings.days() / 2));
    }

    /** Whose accounts these are. */
    List<Person> accounts() {
        return accounts;
    }
}
