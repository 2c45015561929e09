package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;
import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;
import static org.scewarehouse.jobs.demo.DemoSettings.MINUTE;
import static org.scewarehouse.jobs.demo.DemoSettings.SECOND;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Deals out the containers that the organisation is to have at the end: first those with R that are worked in, image by
 * image, then one to everybody who has none, then the others. A life of other containers, which have ended by then,
 * goes on around them and moves no count of these.
 */
final class ContainerDeal {

    /** People whose containers have all ended, and containers that have ended, at scale 1. */
    private static final int ENDERS = 65;

    private static final int ENDED = 300;
    /** People among whom the containers with R are dealt, at scale 1. */
    private static final int R_PEOPLE = 650;

    /** Long enough for any scrape interval to show it. */
    private static final long SHORTEST = 11 * MINUTE;

    private static final int MOST_CONTAINERS = 4;

    private final DemoSettings settings;
    private final Quotas quotas;
    private final Images images;
    private final Stories stories;
    private final ActiveDays calendar;
    private final List<Person> people;
    private final SplittableRandom random;
    private final Map<Person, BitSet> activeDays = new HashMap<>();
    private final Map<Person, Integer> held = new HashMap<>();
    private final List<ContainerPlan> plans = new ArrayList<>();

    ContainerDeal(DemoSettings settings, Images images, List<Person> people, Stories stories) {
        this.settings = settings;
        this.quotas = new Quotas(settings.scale());
        this.images = images;
        this.stories = stories;
        this.calendar = new ActiveDays(settings);
        this.people = people.stream().filter(Person::hasContainers).toList();
        this.random = Seeds.stream(settings.seed(), "deal", 0);
        this.people.forEach(person -> activeDays.put(person, calendar.of(person)));
    }

    /** All containers of the period. */
    List<ContainerPlan> plans() {
        List<Person> others = shuffled(
                people.stream().filter(person -> !person.isPlatformTeam()).toList());
        int running = quotas.ofOthers("running interactive containers");
        List<Integer> withR = quotas.containersByImage();
        int withoutR = running - withR.stream().mapToInt(Integer::intValue).sum();
        Set<Person> coders = dealR(others, withR);
        Set<Person> enders = enders(others, coders, withoutR);
        List<Person> stayers =
                others.stream().filter(person -> !enders.contains(person)).toList();
        dealWithoutR(stayers, withoutR);
        List<Person> team = people.stream().filter(Person::isPlatformTeam).toList();
        for (int i = 0; i < (team.isEmpty() ? 0 : quotas.ofPlatformTeam("running interactive containers")); i++) {
            Person owner = team.get(i % team.size());
            add(owner, images.withoutR(random), i < team.size() ? activeDays(owner) : someDays(owner));
        }
        enders.forEach(person -> addEnded(person, images.withoutR(random)));
        for (int i = 0; i < Stories.REPEATED_CONTAINERS - 1; i++) {
            addShort(stories.repeater(), images.repeated());
        }
        for (int i = enders.size(); i < quotas.scaled(ENDED); i++) {
            Person owner = stayers.get(random.nextInt(stayers.size()));
            if (!stories.isTold(owner)) {
                addEnded(owner, random.nextInt(3) == 0 ? images.ofR(random) : images.withoutR(random));
            }
        }
        return List.copyOf(plans);
    }

    private BitSet activeDays(Person person) {
        return activeDays.getOrDefault(person, new BitSet());
    }

    /** Containers with R go to people who work; a few of them work with two versions. */
    private Set<Person> dealR(List<Person> others, List<Integer> counts) {
        List<Person> pool = others.stream()
                .filter(person -> !activeDays(person).isEmpty() && !stories.isTold(person))
                .limit(quotas.scaled(R_PEOPLE))
                .toList();
        List<Integer> owners = quotas.peopleByImage();
        Set<Person> coders = new HashSet<>();
        int next = 0;
        for (int image = 0; image < counts.size(); image++) {
            for (int i = 0; i < counts.get(image); i++) {
                int place = i % Math.min(pool.size(), owners.get(image));
                Person owner = pool.get((next + place) % pool.size());
                BitSet days = held.containsKey(owner) ? someDays(owner) : activeDays(owner);
                if (days.isEmpty()) {
                    days.set(activeDays(owner).nextSetBit(0));
                }
                coders.add(owner);
                add(owner, images.ofR().get(image), days);
            }
            next += owners.get(image);
        }
        return coders;
    }

    /** So many that what is left suffices to give everybody else one. */
    private Set<Person> enders(List<Person> others, Set<Person> coders, int withoutR) {
        int needed = others.size() - coders.size() + Stories.COLLECTED_CONTAINERS - 1 - withoutR;
        List<Person> enders = others.stream()
                .filter(person -> !coders.contains(person) && !stories.isTold(person))
                .filter(person -> People.isElsewhere(person))
                .sorted(Comparator.comparing(Person::number).reversed())
                .limit(Math.max(needed, quotas.scaled(ENDERS)))
                .toList();
        if (enders.size() < needed) {
            throw new IllegalStateException("fewer containers than people: " + needed + " people would have none");
        }
        return new LinkedHashSet<>(enders);
    }

    private void dealWithoutR(List<Person> stayers, int count) {
        int left = count;
        for (int i = 0; i < Stories.COLLECTED_CONTAINERS; i++, left--) {
            add(stories.collector(), images.withoutR(random), activeDays(stories.collector()));
        }
        add(stories.repeater(), images.repeated(), activeDays(stories.repeater()));
        left--;
        for (Person person : stayers) {
            if (!held.containsKey(person)) {
                add(person, images.withoutR(random), activeDays(person));
                left--;
            }
        }
        while (left > 0) {
            Person person = stayers.get(random.nextInt(stayers.size()));
            if (!stories.isTold(person) && held.getOrDefault(person, 0) < MOST_CONTAINERS) {
                boolean isForgotten = random.nextBoolean();
                // Nobody works in a forgotten one, so its R counts among those that only run.
                add(
                        person,
                        isForgotten ? images.ofR(random) : images.withoutR(random),
                        isForgotten ? new BitSet() : someDays(person));
                left--;
            }
        }
    }

    private BitSet someDays(Person person) {
        BitSet some = new BitSet();
        activeDays(person).stream().filter(day -> random.nextInt(3) == 0).forEach(some::set);
        return some;
    }

    /** A container that runs at the end. The first one of a person is older than the period. */
    private void add(Person owner, Image image, BitSet days) {
        boolean isFirst = !held.containsKey(owner);
        boolean isRepeated = owner.equals(stories.repeater());
        long born = settings.from() - (1 + random.nextInt(900)) * DAY - seconds(DAY);
        BitSet active = (BitSet) days.clone();
        int first = active.nextSetBit(0);
        if (isRepeated || (!isFirst && settings.days() > 2 && first != 0 && random.nextInt(4) == 0)) {
            int day = isRepeated ? Math.max(0, first) : random.nextInt(first < 0 ? settings.days() - 1 : first);
            born = settings.dayStart(day) + 9 * HOUR + seconds(8 * HOUR);
            active.clear(0, day + 1);
        }
        boolean isPaused = !isFirst && !isRepeated && image.rVersion().isEmpty() && random.nextInt(3) == 0;
        double busy = owner.equals(stories.collector()) ? 1 - Stories.COLLECTED_IDLE : 0;
        plan(owner, image, born, Run.OPEN, active, busy, isPaused);
    }

    /** A container that ends in the period: some after minutes, some after days; by their user or by the rule. */
    private void addEnded(Person owner, Image image) {
        boolean isOld = random.nextInt(3) > 0;
        if (!isOld) {
            addShort(owner, image);
            return;
        }
        long born = settings.from() - (1 + random.nextInt(300)) * DAY - seconds(DAY);
        int day = random.nextInt(settings.days());
        boolean isByRule = random.nextBoolean();
        long ended = settings.dayStart(day) + (isByRule ? HOUR + seconds(20 * MINUTE) : 9 * HOUR + seconds(9 * HOUR));
        BitSet active = activeDays(owner).get(0, Math.max(0, isByRule ? day - 7 : day));
        plan(owner, image, born, ended, active, 0, false);
    }

    private void addShort(Person owner, Image image) {
        long born = settings.dayStart(calendar.weekday(random)) + 8 * HOUR + seconds(9 * HOUR);
        plan(owner, image, born, born + SHORTEST + seconds(29 * MINUTE), new BitSet(), 0, false);
    }

    private void plan(
            Person owner, Image image, long born, long ended, BitSet active, double busyShare, boolean isPaused) {
        int index = held.merge(owner, 1, Integer::sum) - 1;
        plans.add(new ContainerPlan(owner, index, plans.size(), image, born, ended, active, busyShare, isPaused));
    }

    private long seconds(long below) {
        return random.nextLong(below) / SECOND * SECOND;
    }

    private List<Person> shuffled(List<Person> all) {
        List<Person> order = new ArrayList<>(all);
        IntStream.iterate(order.size() - 1, i -> i > 0, i -> i - 1).forEach(i -> {
            int other = random.nextInt(i + 1);
            Person moved = order.get(i);
            order.set(i, order.get(other));
            order.set(other, moved);
        });
        return order;
    }
}
