package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What reports must say of versions by environment, department and platform team, and month by month. */
final class RuntimeGroupTruth {

    private static final String EVERYBODY = "all";

    private final DemoSettings settings;
    private final List<ContainerDay> days;
    private final Map<String, Person> people;
    private final Truth.Departments departments;

    /** @param containers days of all containers */
    RuntimeGroupTruth(
            DemoSettings settings,
            List<ContainerDay> containers,
            Map<String, Person> people,
            Truth.Departments departments) {
        this.settings = settings;
        this.days = containers.stream().filter(ContainerDay::isInteractive).toList();
        this.people = people;
        this.departments = departments;
    }

    List<TruthTable> tables() {
        return List.of(
                new TruthTable(
                        "runtime_version_split_by_group",
                        List.of(
                                "environment",
                                "department",
                                "is_platform_team",
                                "language",
                                "version",
                                "repository",
                                "tag"),
                        byGroup()),
                new TruthTable(
                        "runtime_version_trend", List.of("month", "department", "language", "version"), trend()));
    }

    /** The department of each owner on the last of some days, as it is shown. */
    private static Map<String, String> shown(List<ContainerDay> some, Truth.Departments departments, LocalDate last) {
        Map<String, String> known = new TreeMap<>();
        some.forEach(day -> known.computeIfAbsent(day.owner(), owner -> departments.of(owner, last)));
        Folding folding = new Folding(known.values());
        known.replaceAll((owner, department) -> folding.shown(department));
        return known;
    }

    private boolean isPlatformTeam(String login) {
        Person person = people.get(login);
        return person != null && person.isPlatformTeam();
    }

    private List<Map<String, @Nullable Object>> byGroup() {
        Map<String, String> shown = shown(days, departments, settings.lastDay());
        Map<List<String>, List<ContainerDay>> groups = days.stream()
                .collect(Collectors.groupingBy(day -> List.of(
                        day.environment(),
                        shown.getOrDefault(day.owner(), ""),
                        Boolean.toString(isPlatformTeam(day.owner())))));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        groups.forEach((group, some) -> RuntimeSplit.of(some, settings.lastDay())
                .forEach(split -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("environment", group.get(0));
                    row.put("department", group.get(1));
                    row.put("is_platform_team", group.get(2));
                    row.putAll(split.columns());
                    rows.add(row);
                }));
        return rows;
    }

    private List<Map<String, @Nullable Object>> trend() {
        Map<YearMonth, List<ContainerDay>> months = days.stream()
                .map(RuntimeGroupTruth::withoutImage)
                .collect(Collectors.groupingBy(day -> YearMonth.from(day.day()), TreeMap::new, Collectors.toList()));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        months.forEach((month, some) -> {
            LocalDate end = month.atEndOfMonth();
            LocalDate last = end.isAfter(settings.lastDay()) ? settings.lastDay() : end;
            Map<String, String> shown = shown(some, departments, last);
            Map<String, List<ContainerDay>> groups =
                    some.stream().collect(Collectors.groupingBy(day -> shown.getOrDefault(day.owner(), "")));
            groups.put(EVERYBODY, some);
            groups.forEach((department, of) -> RuntimeSplit.of(of, last).forEach(split -> {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("month", month);
                row.put("department", department);
                row.putAll(split.columns());
                row.keySet().removeAll(List.of("repository", "tag"));
                rows.add(row);
            }));
        });
        return rows;
    }

    private static ContainerDay withoutImage(ContainerDay day) {
        ContainerDay.ImageFacts image = day.image();
        return day.of(new ContainerDay.ImageFacts("", "", image.rVersion(), image.pythonVersion()));
    }
}
