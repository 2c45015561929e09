package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.demo.Person.Frequency;

/** How often the people of each department, as it is shown, use each component, by their part in it. */
final class FrequencyTruth {

    private static final int FEWEST_DAYS = 28;

    private final DemoSettings settings;
    private final Activity activity;
    private final Map<String, Person> people;
    private final DemoHr hr;
    /** By login, the first day with a container, for those who had one in the period. */
    private final Map<String, LocalDate> firstContainers = new TreeMap<>();

    FrequencyTruth(
            DemoSettings settings,
            Activity activity,
            Map<String, Person> people,
            DemoHr hr,
            List<ContainerDay> containers,
            List<PastContainer> past) {
        this.settings = settings;
        this.activity = activity;
        this.people = people;
        this.hr = hr;
        for (ContainerDay day : containers) {
            if (day.isInteractive()) {
                firstContainers.merge(day.owner(), day.day(), FrequencyTruth::earlier);
            }
        }
        past.forEach(container -> firstContainers.computeIfPresent(
                container.owner().login(), (login, first) -> earlier(first, container.createdOn())));
    }

    private static LocalDate earlier(LocalDate left, LocalDate right) {
        return left.isBefore(right) ? left : right;
    }

    private static LocalDate later(LocalDate left, LocalDate right) {
        return left.isBefore(right) ? right : left;
    }

    /** A row for each department, in each component, of everybody and of managers and the others by themselves. */
    TruthTable table() {
        Map<String, String> roles = new HashMap<>();
        Map<String, String> departments = new HashMap<>();
        for (String login : firstContainers.keySet()) {
            Person person = people.get(login);
            if (person == null) {
                throw new IllegalStateException("nobody in the organisation is called " + login);
            }
            roles.put(login, hr.isManager(person, settings.lastDay()) ? "manager" : "contributor");
            departments.put(login, hr.department(person, settings.lastDay()));
        }
        Map<String, ReportRow> rows = new TreeMap<>();
        for (String role : List.of("all", "contributor", "manager")) {
            List<String> logins = firstContainers.keySet().stream()
                    .filter(login -> role.equals("all") || role.equals(roles.get(login)))
                    .toList();
            Folding folding = new Folding(logins.stream().map(departments::get).toList());
            for (String component : Activity.components()) {
                if (!component.equals(Activity.ANY)) {
                    logins.forEach(login ->
                            add(rows, component, role, folding.shown(departments.getOrDefault(login, "")), login));
                }
            }
        }
        List<Map<String, @Nullable Object>> all =
                rows.values().stream().map(ReportRow::columns).toList();
        return new TruthTable("department_frequency_shown", List.of("component", "role", "department"), all);
    }

    private void add(Map<String, ReportRow> rows, String component, String role, String department, String login) {
        ReportRow row = rows.computeIfAbsent(component + "/" + role + "/" + department, key -> {
            ReportRow none = new ReportRow()
                    .with("component", component)
                    .with("role", role)
                    .with("department", department);
            List.of("daily", "weekly", "monthly", "less", "too_new").forEach(name -> none.count(name, 0));
            return none;
        });
        row.count(frequency(component, login), 1);
    }

    private String frequency(String component, String login) {
        NavigableSet<LocalDate> active = activity.of(component).getOrDefault(login, new TreeSet<>());
        LocalDate from = settings.firstDay();
        LocalDate firstUse = component.equals("containers")
                ? firstContainers.getOrDefault(login, from)
                : active.isEmpty() ? from : active.first();
        LocalDate counted = later(from, firstUse);
        long days = settings.lastDay().toEpochDay() - counted.toEpochDay() + 1;
        if (days < FEWEST_DAYS) {
            return "too_new";
        }
        double share = (double) active.tailSet(counted).size() / days;
        for (Frequency frequency : Frequency.values()) {
            if (share > frequency.above) {
                return frequency.name().toLowerCase(Locale.ROOT);
            }
        }
        throw new IllegalStateException("no frequency is for a share of " + share);
    }
}
