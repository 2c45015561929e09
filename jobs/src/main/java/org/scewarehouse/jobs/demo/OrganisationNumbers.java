package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.jobs.demo.Person.Frequency;

/** The numbers by which its users know the organisation, counted from what happened and not from what was meant. */
final class OrganisationNumbers {

    private static final int FEWEST_DAYS = 28;

    private final DemoSettings settings;
    private final Map<String, Person> peopleByLogin;
    private final List<ContainerDay> days;
    private final List<PastContainer> past;
    private final HomeScans homes;
    private final DemoContent content;

    OrganisationNumbers(
            DemoSettings settings,
            Map<String, Person> peopleByLogin,
            List<ContainerDay> days,
            List<PastContainer> past,
            HomeScans homes,
            DemoContent content) {
        this.settings = settings;
        this.peopleByLogin = peopleByLogin;
        this.days = days.stream().filter(ContainerDay::isInteractive).toList();
        this.past = past;
        this.homes = homes;
        this.content = content;
    }

    private Person person(String login) {
        Person person = peopleByLogin.get(login);
        if (person == null) {
            throw new IllegalStateException("nobody in the organisation is called " + login);
        }
        return person;
    }

    /** As {@code overview.csv}. */
    TruthTable overview() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Map<String, Person> owners = new HashMap<>();
        Map<String, Person> running = new HashMap<>();
        for (ContainerDay day : days) {
            owners.put(day.identity(), person(day.owner()));
            if (day.isRunningAtDayEnd() && day.day().equals(settings.lastDay())) {
                running.put(day.identity(), person(day.owner()));
            }
        }
        List<Person> ever = new ArrayList<>(owners.values());
        past.forEach(container -> ever.add(container.owner()));
        rows.add(counts("running interactive containers", running.values()));
        rows.add(counts("total containers", ever));
        rows.add(counts("container users", new HashSet<>(owners.values())));
        rows.add(homes("EU home drives (GB)", "eu"));
        rows.add(homes("US home drives (GB)", "us"));
        rows.add(counts("ever Connect users", content.viewers()));
        rows.add(counts("Connect developers", content.developers()));
        rows.add(counts("Connect items", owners(item -> true)));
        rows.add(counts("Connect items never successfully deployed", owners(content::isNeverDeployed)));
        rows.add(counts("Connect items not viewed in a year", owners(content::isNotViewed)));
        return new TruthTable("overview", List.of("metric"), rows);
    }

    private List<Person> owners(Predicate<Item> isCounted) {
        return content.listed().stream().filter(isCounted).map(content::owner).toList();
    }

    private static Map<String, @Nullable Object> counts(String metric, Collection<Person> people) {
        return row(metric, people, all -> (double) all.size());
    }

    private Map<String, @Nullable Object> homes(String metric, String region) {
        List<Person> owners = homes.owners().stream()
                .filter(person -> person.region().equals(region))
                .toList();
        return row(
                metric,
                owners,
                some -> some.stream().mapToLong(homes::bytesAtEnd).sum() / 1e9);
    }

    private static Map<String, @Nullable Object> row(
            String metric, Collection<Person> people, Function<Collection<Person>, Double> sum) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("metric", metric);
        row.put("all", sum.apply(people));
        row.put(
                "without_platform_team",
                sum.apply(people.stream()
                        .filter(person -> !person.isPlatformTeam())
                        .toList()));
        return row;
    }

    /** As {@code department_frequency.csv}, of all departments; people too new to tell are apart. */
    TruthTable departmentFrequency(Truth.Departments departments) {
        Map<String, Map<LocalDate, Double>> activeByLogin = new TreeMap<>();
        Map<String, LocalDate> firstUse = new HashMap<>();
        for (ContainerDay day : days) {
            activeByLogin
                    .computeIfAbsent(day.owner(), login -> new HashMap<>())
                    .merge(day.day(), day.activeSeconds(), Double::sum);
            firstUse.merge(day.owner(), day.day(), OrganisationNumbers::earlier);
        }
        past.forEach(container ->
                firstUse.merge(container.owner().login(), container.createdOn(), OrganisationNumbers::earlier));
        Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        activeByLogin.forEach((login, seconds) -> {
            LocalDate from = firstUse.getOrDefault(login, settings.firstDay());
            LocalDate first = from.isBefore(settings.firstDay()) ? settings.firstDay() : from;
            long counted = settings.lastDay().toEpochDay() - first.toEpochDay() + 1;
            long active =
                    seconds.values().stream().filter(DemoSettings::isActive).count();
            String department = departments.of(login, settings.lastDay());
            String frequency = counted < FEWEST_DAYS ? "too_new" : frequency((double) active / counted);
            rows.computeIfAbsent(department, OrganisationNumbers::noPeople)
                    .merge(frequency, 1L, (known, one) -> (Long) known + 1);
        });
        return new TruthTable("department_frequency", List.of("department"), List.copyOf(rows.values()));
    }

    private static LocalDate earlier(LocalDate left, LocalDate right) {
        return left.isBefore(right) ? left : right;
    }

    private static Map<String, @Nullable Object> noPeople(String department) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("department", department);
        for (String name : List.of("daily", "weekly", "monthly", "less", "too_new")) {
            row.put(name, 0L);
        }
        return row;
    }

    private static String frequency(double share) {
        for (Frequency frequency : Frequency.values()) {
            if (share > frequency.above) {
                return frequency.name().toLowerCase(java.util.Locale.ROOT);
            }
        }
        throw new IllegalStateException("no frequency is for a share of " + share);
    }
}
